import { isCallError } from '@holdfast/client'

/** The name of a guest; of one whose data was erased, that it was. */
export function guestName({ name }: { readonly name: string }): string {
  return name.trim() === '' ? 'Erased guest' : name
}

/** Whether a booking was refused because whoever booked was erased: nothing of it can be opened. */
export function saysErased(error: unknown): boolean {
  return isCallError(error) && error.kind === 'problem' && error.status === 410
}
