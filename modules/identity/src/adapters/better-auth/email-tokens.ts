import { z } from 'zod'
import type { Verified } from '../../auth/auth.ts'
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

/** What better-auth answers and its types leave out: nobody, for an address that was verified. */
const verifiedPerson = z.object({ user: z.object({ id: z.string() }).nullable() })

const over = { outcome: 'over' } as const

export async function verifyEmail(running: Running, token: string): Promise<Verified> {
  const { api } = await running.library()
  const done = await translated(api.verifyEmail({ query: { token } }), {
    TOKEN_EXPIRED: over,
    INVALID_TOKEN: over,
    USER_NOT_FOUND: over,
  })
  if (done === undefined) throw new TypeError('better-auth sent a redirection')
  if ('outcome' in done) return done
  const { user } = verifiedPerson.parse(done)
  return user ? { outcome: 'verified', personId: user.id } : { outcome: 'wasVerified' }
}
