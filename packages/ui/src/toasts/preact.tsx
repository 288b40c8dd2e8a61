/** @jsxImportSource preact */
import { useFollowed } from '../followed/preact.ts'
import { ToastBody } from './toast-body.preact.tsx'
import type { Toasts } from './toasts.ts'

/** The toasts at the foot of the page. The place is there from the start, so they are heard. */
export function ToastRegion({ toasts }: { readonly toasts: Toasts }) {
  const shown = useFollowed(toasts)
  return (
    // Reading holds them: this is no control, what it holds are.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      class="hf-toasts"
      aria-label="Notifications"
      aria-live="polite"
      aria-relevant="additions text"
      onMouseEnter={() => toasts.hold('pointer')}
      onMouseLeave={() => toasts.release('pointer')}
      onFocusIn={() => toasts.hold('focus')}
      onFocusOut={() => toasts.release('focus')}
    >
      <ol class="hf-toast-list">
        {shown.map((toast) => (
          <li key={toast.id}>
            <ToastBody toast={toast} toasts={toasts} />
          </li>
        ))}
      </ol>
    </section>
  )
}
