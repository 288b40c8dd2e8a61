import type { Vault } from '@holdfast/kernel/crypto'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
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
