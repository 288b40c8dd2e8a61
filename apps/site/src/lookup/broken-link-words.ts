import type { Failure } from '../api/failure.ts'
import type { FriendlyText } from '../api/friendly-text.ts'

/** For a token that the server cannot even read: nobody filled in a form, the link was cut off. */
export function brokenLinkWords(failure: Failure): FriendlyText | undefined {
  const isUnreadable = failure.kind === 'problem' && failure.status === 422
  return isUnreadable
    ? { title: 'This link is not complete.', text: 'Ask for a new one.' }
    : undefined
}
