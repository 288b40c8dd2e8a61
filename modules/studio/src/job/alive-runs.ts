import type { Kysely } from 'kysely'
import type { StudioTables } from '../tables.ts'
import { endedStates } from './states.ts'

/**
 * Of these subjects of credits those that are runs of jobs which wait or run: what they have set
 * aside is still needed. Everything else is no run, or one that is over.
 */
export async function aliveRuns(
  source: { readonly kysely: Kysely<StudioTables> },
  subjects: readonly string[],
): Promise<ReadonlySet<string>> {
  const ids = subjects.flatMap((subject) => runPattern.exec(subject)?.[1] ?? [])
  if (ids.length === 0) return new Set()
  const rows = await source.kysely
    .selectFrom('studio.job')
    .where('id', 'in', ids)
    .where('state', 'not in', endedStates)
    .select(['id', 'run'])
    .execute()
  const alive = new Set(rows.map(({ id, run }) => `${id}.${run}`))
  return new Set(subjects.filter((subject) => alive.has(subject)))
}

const runPattern = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.\d+$/
