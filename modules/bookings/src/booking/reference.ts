// Without 0, 1, I, L and O, which people mix up. 31 is prime, so that a weighted sum finds
// every single wrong character and every two neighbours swapped.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const randomLetters = 7

/**
 * A reference such as `HF-7K3M-9QXT` from random bytes: 7 random characters (27.5 thousand
 * million references) and one that checks them. Give at least 16 bytes: those that would make
 * some characters likelier are skipped.
 */
export function newReference(random: Uint8Array): string {
  const fair = [...random].filter((byte) => byte < 256 - (256 % letters.length))
  const values = fair.slice(0, randomLetters).map((byte) => byte % letters.length)
  if (values.length < randomLetters) throw new Error('a reference needs more random bytes')
  return format([...values, checkValue(values)])
}

/** A reference as it is stored, from what a person typed; `undefined` when it can not be one. */
export function readReference(typed: string): string | undefined {
  const plain = typed
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/^HF(?=.{8}$)/, '')
  const values = [...plain].map((letter) => letters.indexOf(letter))
  if (values.length !== randomLetters + 1 || values.includes(-1)) return undefined
  return checkValue(values.slice(0, -1)) === values.at(-1) ? format(values) : undefined
}

function checkValue(values: readonly number[]): number {
  return values.reduce((sum, value, index) => sum + value * (index + 1), 0) % letters.length
}

function format(values: readonly number[]): string {
  const text = values.map((value) => letters[value]).join('')
  return `HF-${text.slice(0, 4)}-${text.slice(4)}`
}
