import type { Vault } from '@holdfast/kernel/crypto'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Venue } from '../contract.ts'
import { problems } from '../problems.ts'

/** An e-mail address as it is compared: nobody's mailbox differs by the case of its letters. */
export function comparableEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}

const emailPurpose = 'bookings.email'
const phonePurpose = 'bookings.phone'

/** What is stored to find an e-mail address again. */
export function emailIndex(vault: Vault, email: string): Buffer {
  return vault.blindIndex(emailPurpose, comparableEmail(email))
}

/** Everything that may have been stored for an address, while master keys rotate. */
export function emailIndexes(vault: Vault, email: string): Buffer[] {
  return vault.blindIndexes(emailPurpose, comparableEmail(email))
}

/** What is stored to find a phone number in E.164 again. */
export function phoneIndex(vault: Vault, phone: string): Buffer {
  return vault.blindIndex(phonePurpose, phone)
}

/** Everything that may have been stored for a number, while master keys rotate. */
export function phoneIndexes(vault: Vault, phone: string): Buffer[] {
  return vault.blindIndexes(phonePurpose, phone)
}

const venuePurpose = 'bookings.venue'

/** What is stored to find the bookings for one place again: its house, not the flat in it. */
export function venueIndex(vault: Vault, venue: Venue): Buffer {
  return vault.blindIndex(venuePurpose, comparablePlace(venue))
}

/** Everything that may have been stored for a place, while master keys rotate. */
export function venueIndexes(vault: Vault, venue: Venue): Buffer[] {
  return vault.blindIndexes(venuePurpose, comparablePlace(venue))
}

/** A place as it is compared: letters and digits alone, whatever their case. */
function comparablePlace({ line1, postalCode, country }: Venue): string {
  return [country, postalCode, line1].map(lettersAndDigits).join(':')
}

function lettersAndDigits(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

/** A number in E.164, from an international one or one of the United States. */
export function readPhone(typed: string): string | undefined {
  const phone = parsePhoneNumberFromString(typed, 'US')
  return phone?.isPossible() ? phone.number : undefined
}

/** `readPhone` that throws `bookings.badPhone`. */
export function requirePhone(typed: string): string {
  const phone = readPhone(typed)
  if (phone !== undefined) return phone
  const text = 'Write the number with its country, such as +1 415 555 2671.'
  throw problems.badPhone({}, { errors: [{ path: 'contact.phone', code: 'badPhone', text }] })
}
