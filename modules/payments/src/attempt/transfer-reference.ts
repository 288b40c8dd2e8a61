const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const bodyLength = 16

/**
 * What a person writes on a transfer: a creditor reference (ISO 11649) made from the attempt's
 * id, such as `RF47 0754 7034 5390 1862`. Its third and fourth character check all the others, so
 * that no wrong digit and no two swapped neighbours make another reference of it. With letters
 * among them that would not be so: a letter counts as two digits.
 */
export function transferReference(attemptId: string): string {
  const random = BigInt(`0x${attemptId.replaceAll('-', '').slice(-16)}`)
  const body = random.toString().padStart(bodyLength, '0').slice(-bodyLength)
  const check = 98 - remainder(`${body}RF00`)
  return grouped(`RF${String(check).padStart(2, '0')}${body}`)
}

/** A reference as it is stored, from what a person typed; undefined when a character is wrong. */
export function readTransferReference(typed: string): string | undefined {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '')
  if (!/^RF\d\d[0-9A-Z]{1,21}$/.test(plain)) return undefined
  return remainder(plain.slice(4) + plain.slice(0, 4)) === 1 ? grouped(plain) : undefined
}

/** Of the number that the letters spell, each as 10 to 35, divided by 97. */
function remainder(text: string): number {
  const digits = [...text].map((letter) => String(letters.indexOf(letter))).join('')
  return Number(BigInt(digits) % 97n)
}

function grouped(text: string): string {
  return text.replaceAll(/(.{4})(?=.)/g, '$1 ')
}
