import type { Kysely } from 'kysely'
import type { IdentityTables } from '../tables.ts'

type Db = Kysely<IdentityTables>

export interface NewPerson {
  readonly id: string
  readonly name: string
  readonly email: string
  /** Made by `auth.hashPassword`. */
  readonly passwordHash: string
  /** True when a mailed link, or the operator of the machine, has shown that it is theirs. */
  readonly emailVerified: boolean
  readonly createdAt: Date
}

/** How an e-mail is stored and compared. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase()
}

/** Adds a person who can sign in with a password. False when the e-mail has an account already. */
export async function insertPerson(db: Db, person: NewPerson): Promise<boolean> {
  const { id, name, createdAt } = person
  const stamps = { created_at: createdAt, updated_at: createdAt }
  const inserted = await db
    .insertInto('auth.person')
    .values({
      id,
      name,
      email: normalEmail(person.email),
      email_verified: person.emailVerified,
      ...stamps,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return false
  await db
    .insertInto('auth.account')
    .values({
      id,
      person_id: id,
      provider_id: 'credential',
      account_id: id,
      password: person.passwordHash,
      ...stamps,
    })
    .execute()
  return true
}
