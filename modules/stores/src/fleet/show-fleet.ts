import { sql, type Kysely, type RawBuilder } from 'kysely'
import { phases, type FailureClass, type Fleet, type Phase } from '../contract.ts'
import { cancelled } from '../reconcile/failure-policy.ts'
import type { StoresContext, StoresParts } from '../parts.ts'
import type { StoresTables } from '../tables.ts'

type Db = Kysely<StoresTables>
/** Of whose stores: of one organisation, or of all. */
type Whose = RawBuilder<boolean>

const mostFailures = 50
const mostLeases = 200

const code = sql<string>`failure ->> 'code'`
const kind = sql<FailureClass>`failure ->> 'class'`

/**
 * What waits, who works on what, and what went wrong. The people of the platform see the stores of
 * all organisations, everybody else those of their own.
 */
export async function showFleet(
  ctx: StoresContext,
  _input: unknown,
  { platformOrganisationId }: Pick<StoresParts, 'platformOrganisationId'>,
): Promise<Fleet> {
  ctx.permit('stores.fleet')
  const { kysely, organisationId } = ctx
  const whose =
    organisationId === platformOrganisationId
      ? sql<boolean>`true`
      : sql<boolean>`organisation_id = ${organisationId}`
  return {
    phases: await countPhases(kysely, whose),
    cancelled: await countCancelled(kysely, whose),
    queue: await queueOf(kysely, whose),
    leases: await leasesOf(kysely, whose),
    failures: await failuresOf(kysely, whose),
  }
}

async function countPhases(db: Db, whose: Whose): Promise<Fleet['phases']> {
  const rows = await db
    .selectFrom('stores.store')
    .where(whose)
    .groupBy('phase')
    .select(({ fn }) => ['phase', fn.countAll<number>().as('stores')])
    .execute()
  const counted = new Map(rows.map(({ phase, stores }) => [phase, stores]))
  const counts = phases.map((phase) => [phase, counted.get(phase) ?? 0] as const)
  return Object.fromEntries(counts) as Record<Phase, number> // of all phases
}

async function countCancelled(db: Db, whose: Whose): Promise<number> {
  const { stores } = await db
    .selectFrom('stores.store')
    .where(whose)
    .where('phase', '=', 'failed')
    .where(code, '=', cancelled.code)
    .select(({ fn }) => fn.countAll<number>().as('stores'))
    .executeTakeFirstOrThrow()
  return stores
}

/** What was asked for and nobody has begun, by the clock of the database. */
async function queueOf(db: Db, whose: Whose): Promise<Fleet['queue']> {
  const oldest = sql<number | null>`extract(epoch from now() - min(created_at))::float8`
  const { waiting, oldest_seconds } = await db
    .selectFrom('stores.operation')
    .where(whose)
    .where('state', '=', 'queued')
    .select(({ fn }) => [fn.countAll<number>().as('waiting'), oldest.as('oldest_seconds')])
    .executeTakeFirstOrThrow()
  return { waiting, oldestSeconds: Math.max(0, oldest_seconds ?? 0) }
}

async function leasesOf(db: Db, whose: Whose): Promise<Fleet['leases']> {
  const rows = await db
    .selectFrom('stores.store')
    .where(whose)
    .where('owner', 'is not', null)
    .orderBy('lease_until')
    .limit(mostLeases)
    .select(['id', 'name', 'phase', 'step', 'owner', 'lease_until', 'fence'])
    .execute()
  return rows.flatMap(({ id, name, phase, step, owner, lease_until, fence }) =>
    owner === null || lease_until === null
      ? []
      : [
          {
            storeId: id,
            name,
            phase,
            step,
            orchestrator: owner,
            leaseUntil: lease_until.toISOString(),
            fence,
          },
        ],
  )
}

async function failuresOf(db: Db, whose: Whose): Promise<Fleet['failures']> {
  const rows = await db
    .selectFrom('stores.operation')
    .where(whose)
    .where('state', '=', 'failed')
    .where('failure', 'is not', null)
    .where('ended_at', '>', sql<Date>`now() - interval '24 hours'`)
    .groupBy([code, kind])
    .select(({ fn }) => [code.as('code'), kind.as('class'), fn.countAll<number>().as('count')])
    .orderBy('count', 'desc')
    .limit(mostFailures)
    .execute()
  return rows
}
