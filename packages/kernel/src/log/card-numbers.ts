/** The ranges that payment cards are issued in, by first digits and length. */
const issued =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}|3(?:0[0-59]|[689]\d)\d{11,16}|35(?:2[89]|[3-8]\d)\d{12,15}|6(?:011|4[4-9]\d|5\d\d|2\d\d)\d{12,15}|(?:50|5[6-9]|6\d)\d{10,17})$/

// One run of digits, or groups as printed on the card: 4-4-4-4 (and up to 3 more), 4-6-5, 8-8.
const written =
  /(?<![\p{L}\p{N}_])(?<![\p{L}\p{N}_][-.])(?:\d{13,19}|\d{4}(?<a>[ -])\d{4}\k<a>\d{4}\k<a>\d{4}(?<rest>\k<a>\d{1,3})?|\d{4}(?<b>[ -])\d{6}\k<b>\d{4,5}|\d{8}[ -]\d{8})(?![\p{L}\p{N}_])/gu

/** Replaces card numbers: digits, also in groups, in an issued range and with a valid check digit. */
export function redactCardNumbers(text: string, replacement: string): string {
  let result = ''
  let done = 0
  written.lastIndex = 0
  for (let match = written.exec(text); match; match = written.exec(text)) {
    const card = cardIn(match[0], match.groups?.['rest'] ?? '')
    if (card) {
      result += text.slice(done, match.index) + replacement
      done = match.index + card.length
      written.lastIndex = done
    } else {
      written.lastIndex = match.index + 1 // the card may begin with the next group
    }
  }
  return result + text.slice(done)
}

function cardIn(text: string, rest: string): string | undefined {
  const shorter = text.slice(0, text.length - rest.length)
  return [text, shorter].find((candidate) => isCardNumber(candidate.replace(/[ -]/g, '')))
}

/** Whether these digits are a card number. Thirteen-digit timestamps and serials begin elsewhere. */
export function isCardNumber(digits: string): boolean {
  return issued.test(digits) && passesLuhn(digits)
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
