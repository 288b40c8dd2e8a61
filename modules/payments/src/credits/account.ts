import type { Kysely, Selectable } from 'kysely'
import type { PaymentsTables } from '../tables.ts'

type Db = Kysely<PaymentsTables>

/** What an organisation has. */
export interface Account {
  readonly organisationId: string
  readonly isUnlimited: boolean
  readonly available: number
  readonly held: number
  readonly spent: number
  /** Used although their money went back: taken from the next that come. */
  readonly owed: number
  readonly lastNumber: number
}

/** Of an organisation that has never had any. */
export function emptyAccount(organisationId: string): Account {
  const none = { available: 0, held: 0, spent: 0, owed: 0, lastNumber: 0 }
  return { organisationId, isUnlimited: false, ...none }
}

export async function findAccount(db: Db, organisationId: string): Promise<Account> {
  const row = await selectAccount(db, organisationId).executeTakeFirst()
  return row ? fromRow(row) : emptyAccount(organisationId)
}

/** The account, made when there is none, which nobody else moves until the transaction ends. */
export async function lockAccount(db: Db, organisationId: string): Promise<Account> {
  const found = await selectAccount(db, organisationId).forNoKeyUpdate().executeTakeFirst()
  if (found) return fromRow(found)
  await db
    .insertInto('payments.credit_account')
    .values({ organisation_id: organisationId })
    .onConflict((conflict) => conflict.column('organisation_id').doNothing())
    .execute()
  const made = await selectAccount(db, organisationId).forNoKeyUpdate().executeTakeFirstOrThrow()
  return fromRow(made)
}

/**
 * The account, locked, when it can pay `cost`: who waited for somebody else looks at what they
 * have left. Undefined when it can not.
 */
export async function lockAccountWith(
  db: Db,
  { organisationId, cost }: { readonly organisationId: string; readonly cost: number },
): Promise<Account | undefined> {
  const row = await selectAccount(db, organisationId)
    .where(({ eb, or }) => or([eb('available', '>=', cost), eb('is_unlimited', '=', true)]))
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row && fromRow(row)
}

function selectAccount(db: Db, organisationId: string) {
  return db
    .selectFrom('payments.credit_account')
    .selectAll()
    .where('organisation_id', '=', organisationId)
}

function fromRow(row: Selectable<PaymentsTables['payments.credit_account']>): Account {
  return {
    organisationId: row.organisation_id,
    isUnlimited: row.is_unlimited,
    available: row.available,
    held: row.held,
    spent: row.spent,
    owed: row.owed,
    lastNumber: row.last_number,
  }
}
