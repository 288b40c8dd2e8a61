import type { CallError, FriendlyText } from '@holdfast/client'

/** For a token that the server cannot even read: nobody filled in a form, the link was cut off. */
export function brokenLinkWords(error: CallError): FriendlyText | undefined {
  const isUnreadable = error.kind === 'problem' && error.status === 422
  return isUnreadable
    ? { title: 'This link is not complete.', text: 'Ask for a new one.' }
    : undefined
}
