import { idempotencyProblems } from './idempotency-problems.ts'

const visibleAscii = /^[\u0021-\u007e]{1,255}$/
const guestMinimum = 16

/**
 * Returns `key` when it is well formed, else throws `idempotency.keyInvalid`. A caller without
 * an identity shares one space of keys with all others, so its key must be hard to guess.
 */
export function checkKey(key: string, caller: { readonly isAnonymous: boolean }): string {
  const isLongEnough = !caller.isAnonymous || key.length >= guestMinimum
  if (visibleAscii.test(key) && isLongEnough) return key
  throw idempotencyProblems.keyInvalid({ length: key.length })
}
