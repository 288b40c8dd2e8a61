/** @jsxImportSource react */
import { Icon } from '../icons/react.tsx'
import { toneIcons, type Toast, type Toasts } from './toasts.ts'

/** One toast: what happened, what can be done about it, and the way to close it. */
export function ToastBody({ toast, toasts }: { readonly toast: Toast; readonly toasts: Toasts }) {
  const { action } = toast
  const close = () => toasts.dismiss(toast.id)
  return (
    <div className="hf-toast" data-tone={toast.tone}>
      <Icon name={toneIcons[toast.tone]} />
      <div className="hf-toast-words">
        <p className="hf-toast-text">{toast.text}</p>
        {toast.detail !== undefined && <p className="hf-toast-detail">{toast.detail}</p>}
      </div>
      {action && (
        <button
          type="button"
          className="hf-button"
          onClick={() => {
            action.run()
            close()
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className="hf-close" aria-label="Close" onClick={close}>
        <Icon name="close" />
      </button>
    </div>
  )
}
