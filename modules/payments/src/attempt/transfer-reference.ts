const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const bodyLength = 13

/**
 * What a person writes on a transfer: a creditor reference (ISO 11649) made from the attempt's
 * id, such as `RF47 7K3M 9QXT 20AB 4`. Its third and fourth character check all the others, so
 * that no single mistake and no two swapped neighbours make another reference of it.
 */
export function transferReference(attemptId: string): string {
  const random = BigInt(`0x${attemptId.replaceAll('-', '').slice(-16)}`)
  const body = random.toString(36).toUpperCase().padStart(bodyLength, '0').slice(-bodyLength)
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
