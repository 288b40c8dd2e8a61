import { translated } from './failures.ts'
import type { Running } from './running.ts'

const dayS = 24 * 3_600

interface Addressee {
  readonly id: string
  readonly email: string
}

export async function newEmailToken(running: Running, person: Addressee): Promise<string> {
  const { createEmailVerificationToken } = await import('better-auth/api')
  const lifetime = dayS
  return createEmailVerificationToken(running.secrets[0], person.email, undefined, lifetime, {
    userId: person.id,
  })
}

export async function verifyEmail(running: Running, token: string): Promise<boolean> {
  const { api } = await running.library()
  const over = { status: false }
  const done = await translated(api.verifyEmail({ query: { token } }), {
    TOKEN_EXPIRED: over,
    INVALID_TOKEN: over,
    USER_NOT_FOUND: over,
  })
  return done?.status === true
}
