import type { Signer } from '@holdfast/kernel/crypto'
import { newId } from '@holdfast/kernel/ids'
import { z } from 'zod'

const sessionSchema = z.object({ id: z.uuid(), email: z.string() })

/** Somebody behind the counter. */
export type Session = z.infer<typeof sessionSchema>

export const sessionMs = 8 * 3_600_000

export interface Sessions {
  begin(email: string, now: Date): { readonly session: Session; readonly cookie: string }
  read(cookie: string | undefined, now: Date): Session | undefined
  /** What a form of this session carries, and no other page can know. */
  formToken(session: Session, now: Date): string
  isFormTokenOf(token: string, session: Session, now: Date): boolean
}

/** Sessions are signed and not stored; they end after eight hours, or with the cookie. */
export function createSessions(cookies: Signer, forms: Signer): Sessions {
  return {
    begin(email, now) {
      const session = { id: newId(), email }
      return { session, cookie: cookies.sign(session, later(now)) }
    },
    read(cookie, now) {
      const parsed = sessionSchema.safeParse(cookie && cookies.verify(cookie, now))
      return parsed.success ? parsed.data : undefined
    },
    formToken: ({ id }, now) => forms.sign({ id }, later(now)),
    isFormTokenOf(token, session, now) {
      const parsed = z.object({ id: z.string() }).safeParse(forms.verify(token, now))
      return parsed.success && parsed.data.id === session.id
    },
  }
}

function later(now: Date): Date {
  return new Date(now.getTime() + sessionMs)
}
