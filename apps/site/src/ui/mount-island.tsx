import { ErrorBoundary } from '@holdfast/ui/error-boundary/preact'
import { ToastRegion } from '@holdfast/ui/toasts/preact'
import { render, type ComponentType } from 'preact'
import { business } from '../business.ts'
import { toasts } from './toasts.ts'

const words = {
  title: 'This page broke',
  text: 'That is our fault. What you entered is kept.',
}

/**
 * Puts an island in the place of what the page was built with. Done by an own script instead
 * of the framework's inline bootstrap, so the content security policy needs no exception.
 */
export function mountIsland(id: string, Island: ComponentType): void {
  const place = document.getElementById(id)
  if (place === null) return
  place.replaceChildren()
  render(
    <ErrorBoundary
      words={words}
      heading="h1"
      more={<Phone />}
      reportAddress={mailAbout}
      report={({ error }) => reportError(error)}
    >
      <Island />
      <ToastRegion toasts={toasts} />
    </ErrorBoundary>,
    place,
  )
}

function Phone() {
  return (
    <p>
      Try again, or call us at <a href={`tel:${business.phone.link}`}>{business.phone.shown}</a>.
    </p>
  )
}

function mailAbout(correlationId: string): string {
  return `mailto:${business.email}?subject=${encodeURIComponent(`Broken page, error ${correlationId}`)}`
}
