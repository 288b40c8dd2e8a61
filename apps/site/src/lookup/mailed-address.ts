/** The payment to which a mail leads; nothing but an id leads anywhere. */
export function paymentIn(search: string): string | undefined {
  const id = new URLSearchParams(search).get('pay') ?? ''
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id) ? id : undefined
}

/** The reference with which a calendar leads here, to be written into the form. */
export function referenceIn(search: string): string {
  const reference = new URLSearchParams(search).get('reference') ?? ''
  return /^[\w-]{1,20}$/.test(reference) ? reference : ''
}
