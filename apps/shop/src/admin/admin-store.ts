import { sql, type Kysely } from 'kysely'

export async function findPasswordHash(
  db: Kysely<unknown>,
  email: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ hash: string }>`
    select password_hash as hash from shop.admin where email = ${email}`.execute(db)
  return rows[0]?.hash
}

/** The one who may sign in from now on; whoever could before can not. */
export async function replaceAdmin(
  db: Kysely<unknown>,
  admin: { readonly email: string; readonly passwordHash: string; readonly now: Date },
): Promise<void> {
  await sql`with gone as (delete from shop.admin where email <> ${admin.email})
    insert into shop.admin values (${admin.email}, ${admin.passwordHash}, ${admin.now})
    on conflict (email) do update
      set password_hash = excluded.password_hash, changed_at = excluded.changed_at`.execute(db)
}
