import { requestProblems } from '@holdfast/kernel/problems'
import type { Kysely } from 'kysely'
import type { IdentityTables } from '../tables.ts'

type Db = Kysely<IdentityTables>

export interface NewPerson {
  readonly id: string
  readonly name: string
  readonly email: string
  /** Made by `auth.hashPassword`. */
  readonly passwordHash: string
  /** True when a mailed link has shown that it is theirs. */
  readonly emailVerified: boolean
  /** Let in by whoever runs the machine: may sign in before the address is confirmed. */
  readonly vouched?: boolean
  readonly createdAt: Date
}

/** How an e-mail is stored and compared. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase()
}

/** Adds a person who can sign in with a password. False when the e-mail has an account already. */
export async function insertPerson(db: Db, person: NewPerson): Promise<boolean> {
  const { id, name, createdAt, vouched = false } = person
  const stamps = { created_at: createdAt, updated_at: createdAt }
  const inserted = await db
    .insertInto('auth.person')
    .values({
      id,
      name,
      email: normalEmail(person.email),
      email_verified: person.emailVerified,
      vouched,
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

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly emailVerified: boolean
  readonly secondFactor: boolean
  readonly createdAt: Date
}

/** Throws `request.unauthenticated` for a person who is gone. */
export async function findPerson(db: Db, id: string): Promise<Person> {
  const person = await findPersonOrNobody(db, id)
  if (!person) throw requestProblems.unauthenticated({ personId: id })
  return person
}

export async function findPersonOrNobody(db: Db, id: string): Promise<Person | undefined> {
  const row = await persons(db).where('id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

export async function findPersonByEmail(db: Db, email: string): Promise<Person | undefined> {
  const row = await persons(db).where('email', '=', normalEmail(email)).executeTakeFirst()
  return row && fromRow(row)
}

export async function savePersonName(
  db: Db,
  { id, name, changedAt }: { readonly id: string; readonly name: string; readonly changedAt: Date },
): Promise<void> {
  await db
    .updateTable('auth.person')
    .set({ name, updated_at: changedAt })
    .where('id', '=', id)
    .execute()
}

/** Whoever read a mail has shown that the address is theirs. False when that was known before. */
export async function saveEmailVerified(
  db: Db,
  { id, changedAt }: { readonly id: string; readonly changedAt: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('auth.person')
    .set({ email_verified: true, updated_at: changedAt })
    .where('id', '=', id)
    .where('email_verified', '=', false)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

function persons(db: Db) {
  return db
    .selectFrom('auth.person')
    .select(['id', 'name', 'email', 'email_verified', 'second_factor', 'created_at'])
}

interface PersonRow {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly email_verified: boolean
  readonly second_factor: boolean
  readonly created_at: Date
}

function fromRow(row: PersonRow): Person {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    emailVerified: row.email_verified,
    secondFactor: row.second_factor,
    createdAt: row.created_at,
  }
}
