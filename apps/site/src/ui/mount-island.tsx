import { render, type ComponentType } from 'preact'
import { ErrorBoundary } from './error-boundary.tsx'

/**
 * Puts an island in the place of what the page was built with. Done by an own script instead
 * of the framework's inline bootstrap, so the content security policy needs no exception.
 */
export function mountIsland(id: string, Island: ComponentType): void {
  const place = document.getElementById(id)
  if (place === null) return
  place.replaceChildren()
  render(
    <ErrorBoundary>
      <Island />
    </ErrorBoundary>,
    place,
  )
}
