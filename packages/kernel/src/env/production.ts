import { Secret } from './secret.ts'

/** Words that a secret made by a person in a hurry contains. */
const testLooking = /change.?me|example|test|secret|password|default|dummy|12345|qwerty|admin/i

/** Says why a value that parses may still not be used in production, or nothing. */
export function productionFault(name: string, value: unknown): string | undefined {
  if (value instanceof Secret) return secretFault(value)
  if (typeof value === 'string' && name.endsWith('_URL') && value.startsWith('http:')) {
    return 'must be an https address in production'
  }
  if (Array.isArray(value) && value.includes('*')) return 'must not contain * in production'
  return undefined
}

function secretFault(secret: Secret<unknown>): string | undefined {
  const value = secret.reveal()
  if (typeof value !== 'string') return undefined
  // An address with a password in it is judged by whoever connects to it.
  if (/^[a-z]+:\/\//.test(value)) return undefined
  if (value.length < 20) return 'is too short for a secret in production (20 characters at least)'
  if (testLooking.test(value)) return 'looks like a test or default secret'
  if (new Set(value).size < 10) return 'repeats too few different characters for a secret'
  return undefined
}
