import { compileCors } from '@holdfast/kernel/cors'
import { readMasterKeys } from '@holdfast/kernel/crypto'
import { list, secret } from '@holdfast/kernel/env'
import { z } from 'zod'

// What starts with these values later must not be the one to find them wrong: each is read here
// as it will be read there, and refused without being shown.

/** `Name <address>`. */
export const sender = z
  .string()
  .regex(/^[^<>\r\n]+ <[^<>\s]+@[^<>\s]+>$/)
  .transform((text) => {
    const at = text.lastIndexOf(' <')
    return { name: text.slice(0, at).trim(), address: text.slice(at + 2, -1) }
  })

/** Exact origins and one-label wildcards. */
export function origins() {
  return list().refine(
    (values) => succeeds(() => compileCors({ origins: values, credentials: false })),
    'must list origins such as https://app.example.com or https://*.example.com',
  )
}

/** An address with a password in it, of one of these protocols. */
export function secretAddress(...protocols: readonly [string, ...string[]]) {
  return secret().refine(
    (value) => {
      const text = value.reveal()
      return URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1))
    },
    `must be an address that begins with ${protocols.map((name) => `${name}://`).join(' or ')}`,
  )
}

/** One master key, or several separated by commas. */
export function masterKeys() {
  return secret().refine(
    (value) =>
      succeeds(() =>
        value
          .reveal()
          .split(',')
          .map((key) => readMasterKeys(key)),
      ),
    'must be 32 bytes in base64 (openssl rand -base64 32)',
  )
}

function succeeds(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
