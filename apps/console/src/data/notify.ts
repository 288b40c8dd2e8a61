import { isCallError } from '@holdfast/client'
import { createToasts } from '@holdfast/ui/toasts'

/** The toasts of the console. */
export const toasts = createToasts()

/** Says that something was done. */
export function notify(text: string, detail?: string): void {
  toasts.show({ tone: 'success', text, ...(detail === undefined ? {} : { detail }) })
}

/**
 * Says why something was not done, for actions that have no place of their own for it. A limit is
 * left to the banner, which counts the wait down.
 */
export function notifyFailure(error: unknown): void {
  if (!isCallError(error)) throw error
  if (error.kind === 'aborted' || error.kind === 'limited') return
  const { title, text } = error.friendly
  toasts.show({ tone: 'danger', text: title, detail: `${text} (${error.correlationId})` })
}
