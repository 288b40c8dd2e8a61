// Only shapes that nothing else has. A bare run of digits is an id, an amount or a timestamp far
// more often than a phone number, so it is left alone unless a word before it says what it is.
const start = /(?<![\p{L}\p{N}_+])(?<![\p{L}\p{N}_][-./:,])/u.source
const end = /(?![\p{L}\p{N}_])(?![-/:.][\p{L}\p{N}])/u.source

const shapes = [
  // +49 30 1234567, +1 (555) 123-4567, +628123456789
  String.raw`(?:\+|%2B)[1-9](?:[ ()./-]{0,2}\d){7,14}`,
  // 0049 30 123456: with a separator, else it may be a serial number
  String.raw`00[1-9]\d{0,2}[ /-](?:[ ()./-]{0,2}\d){6,12}`,
  // (555) 123-4567
  String.raw`\([2-9]\d{2}\) ?[2-9]\d{2}-\d{4}`,
  // (030) 1234567
  String.raw`\(0\d{2,4}\) ?\d{3,4}[ -]?\d{3,5}`,
  // 555-123-4567, 555.123.4567
  String.raw`[2-9]\d{2}(?<us>[-.])[2-9]\d{2}\k<us>\d{4}`,
  // 06 12 34 56 78, 06.12.34.56.78
  String.raw`0\d(?<fr>[ .-])\d{2}(?:\k<fr>\d{2}){3}`,
  // 030 1234567, 030/1234567, 0812-3456-7890, 0171 123 45 67
  String.raw`0[1-9]\d{1,3}[ /-](?:\d{5,8}|\d{3,4}(?:[ -]\d{2,5}){1,3})`,
]
const phone = new RegExp(`${start}(?:${shapes.join('|')})${end}`, 'gu')

const announced =
  /((?:phone|(?<!\p{L})(?:tel|mobile|whatsapp|sms|fax))(?: (?:number|no\.?))?["']?\s{0,3}[:=#]?\s{0,3}["']?)(?:\+|%2B)?\(?\d(?:[ ()./-]{0,2}\d){6,14}(?![\p{L}\p{N}_])/giu

const worthTrying = /\d[\d ()./-]{5,}\d/

/** Replaces phone numbers that are written as such. UUIDs, dates, addresses and plain numbers stay. */
export function redactPhoneNumbers(text: string, replacement: string): string {
  if (!worthTrying.test(text)) return text
  return text.replace(announced, `$1${replacement}`).replace(phone, replacement)
}
