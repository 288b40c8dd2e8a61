/** The name of a guest; of one whose data was erased, that it was. */
export function guestName({ name }: { readonly name: string }): string {
  return name.trim() === '' ? 'Erased guest' : name
}

/** Whether whoever booked was erased since: nothing that names or reaches them is left. */
export function isErased({ contact }: { readonly contact: { readonly email: string } }): boolean {
  return contact.email === ''
}
