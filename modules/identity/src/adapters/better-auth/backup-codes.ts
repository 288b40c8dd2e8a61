import { randomInt } from 'node:crypto'

/** Without those that look like another one, in one case: people copy them from paper. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const count = 10

/** `k7wq3-x9fhn`: 49 random bits each. */
export function newBackupCodes(): string[] {
  return Array.from({ length: count }, () => `${randomLetters(5)}-${randomLetters(5)}`)
}

function randomLetters(length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}
