export interface LookupQuestion {
  readonly reference: string
  readonly email: string
}

export type LookupTexts = { readonly [Key in keyof LookupQuestion]?: string | undefined }

/** What is wrong with the question, by field, in words; empty when all is well. */
export function checkLookup(asked: LookupQuestion): LookupTexts {
  const reference = asked.reference.trim()
  return {
    ...(reference.length < 4 ? { reference: 'Copy the reference from your confirmation.' } : {}),
    ...(/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(asked.email.trim())
      ? {}
      : { email: 'Write the e-mail address you booked with, like ada@example.com.' }),
  }
}
