import { isCallError } from '@holdfast/client'

/** Whether the token of a link is known no more. */
export function saysLinkUsed(error: unknown): boolean {
  return isCallError(error) && error.kind === 'problem' && error.code === 'identity.linkUsed'
}
