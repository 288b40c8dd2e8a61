import type { Vault } from '@holdfast/kernel/crypto'
import type { Kysely } from 'kysely'
import type { IdentityTables } from '../../tables.ts'

type Db = Kysely<IdentityTables>

/** A mail that somebody asked for to an address, which may be nobody's. */
export interface MailRequest {
  readonly id: string
  readonly kind: 'passwordReset' | 'emailVerification'
  readonly email: string
}

/** Keeps the request, its address sealed, until somebody looks at it behind the answer. */
export async function insertMailRequest(
  db: Db,
  vault: Pick<Vault, 'seal'>,
  { id, kind, email, createdAt }: MailRequest & { readonly createdAt: Date },
): Promise<void> {
  const sealed = vault.seal(placeOf(id), email)
  await db
    .insertInto('auth.mail_request')
    .values({ id, kind, email: sealed, created_at: createdAt })
    .execute()
}

/** The address of a request, which is gone afterwards; undefined when it is gone already. */
export async function takeMailRequest(
  db: Db,
  vault: Pick<Vault, 'open'>,
  id: string,
): Promise<string | undefined> {
  const row = await db
    .deleteFrom('auth.mail_request')
    .where('id', '=', id)
    .returning('email')
    .executeTakeFirst()
  return row && vault.open(placeOf(id), row.email)
}

function placeOf(id: string) {
  return { table: 'auth.mail_request', column: 'email', row: id }
}
