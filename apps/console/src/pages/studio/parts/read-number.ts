interface Allowed {
  readonly min: number
  readonly max: number
  readonly hasParts: boolean
  readonly isOptional: boolean
}

type Read =
  | { readonly value: number | undefined; readonly error?: never }
  | { readonly error: string; readonly value?: never }

/** The number that somebody has typed, or what is wrong with it, in words. */
export function readNumber(typed: string, { min, max, hasParts, isOptional }: Allowed): Read {
  const text = typed.trim().replace(',', '.')
  if (text === '' && isOptional) return { value: undefined }
  const isNumber = (hasParts ? /^\d{1,12}(\.\d{0,3})?$/ : /^\d{1,12}$/).test(text)
  const value = Number(text)
  if (!isNumber || value < min || value > max) {
    return { error: `Write a ${hasParts ? '' : 'whole '}number from ${min} to ${max}.` }
  }
  return { value }
}
