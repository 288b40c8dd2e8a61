/** @jsxImportSource preact */
import { Icon } from '../icons/preact.tsx'
import { toneIcons, type Toast, type Toasts } from './toasts.ts'

/** One toast: what happened, what can be done about it, and the way to close it. */
export function ToastBody({ toast, toasts }: { readonly toast: Toast; readonly toasts: Toasts }) {
  const { action } = toast
  const close = () => toasts.dismiss(toast.id)
  return (
    <div class="hf-toast" data-tone={toast.tone}>
      <Icon name={toneIcons[toast.tone]} />
      <div class="hf-toast-words">
        <p class="hf-toast-text">{toast.text}</p>
        {toast.detail !== undefined && <p class="hf-toast-detail">{toast.detail}</p>}
      </div>
      {action && (
        <button
          type="button"
          class="hf-button"
          onClick={() => {
            action.run()
            close()
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" class="hf-close" aria-label="Close" onClick={close}>
        <Icon name="close" />
      </button>
    </div>
  )
}
