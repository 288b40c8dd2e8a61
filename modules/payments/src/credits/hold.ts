import type { Kysely, Selectable } from 'kysely'
import type { HoldState } from '../contract.ts'
import type { PaymentsTables } from '../tables.ts'

type Db = Kysely<PaymentsTables>

/** Credits that a job has set aside. */
export interface Hold {
  readonly id: string
  readonly organisationId: string
  /** The job, by its id. */
  readonly subject: string
  readonly operation: string
  readonly quantity: number
  readonly priceVersion: number
  /** What it costs at most, whoever pays. */
  readonly cost: number
  /** Nothing is held: the plan pays for what is used. */
  readonly paidByPlan: boolean
  readonly state: HoldState
  readonly used: number
  readonly refunded: number
  readonly createdAt: Date
  readonly changedAt: Date
  readonly version: number
}

interface OfSubject {
  readonly organisationId: string
  readonly subject: string
}

export async function findHold(db: Db, of: OfSubject): Promise<Hold | undefined> {
  const row = await selectHold(db, of).executeTakeFirst()
  return row && fromRow(row)
}

/** `findHold` that lets nobody else decide about it until the transaction ends. */
export async function lockHold(db: Db, of: OfSubject): Promise<Hold | undefined> {
  const row = await selectHold(db, of).forNoKeyUpdate().executeTakeFirst()
  return row && fromRow(row)
}

export async function insertHold(db: Db, hold: Hold): Promise<void> {
  await db
    .insertInto('payments.credit_hold')
    .values({
      id: hold.id,
      organisation_id: hold.organisationId,
      subject: hold.subject,
      operation: hold.operation,
      quantity: hold.quantity,
      price_version: hold.priceVersion,
      cost: hold.cost,
      paid_by_plan: hold.paidByPlan,
      state: hold.state,
      created_at: hold.createdAt,
      changed_at: hold.changedAt,
      looked_at: hold.createdAt,
    })
    .execute()
}

/** Stores a change. The hold must be locked. */
export async function saveHold(db: Db, hold: Hold): Promise<void> {
  const { state, used, refunded, version } = hold
  await db
    .updateTable('payments.credit_hold')
    .set({ state, used, refunded, changed_at: hold.changedAt, version })
    .where('id', '=', hold.id)
    .where('version', '=', version - 1)
    .returning('id')
    .executeTakeFirstOrThrow()
}

function selectHold(db: Db, { organisationId, subject }: OfSubject) {
  return db
    .selectFrom('payments.credit_hold')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('subject', '=', subject)
}

export function fromRow(row: Selectable<PaymentsTables['payments.credit_hold']>): Hold {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    subject: row.subject,
    operation: row.operation,
    quantity: row.quantity,
    priceVersion: row.price_version,
    cost: row.cost,
    paidByPlan: row.paid_by_plan,
    state: row.state,
    used: row.used,
    refunded: row.refunded,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    version: row.version,
  }
}
