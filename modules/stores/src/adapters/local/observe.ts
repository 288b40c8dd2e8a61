import { isRunning } from '@holdfast/kernel/postgres'
import { plans, type Plan } from '../../contract/states.ts'
import type { DriverCall, Observation, Shop } from '../../driver/driver.ts'
import type { LocalParts } from './local-parts.ts'
import type { ShopRecord } from './shop-record.ts'

const answerWithinMs = 2_000

/** Reads the record, looks at its process and asks the shop how it is. */
export async function observeShop(
  { folders, kind }: Pick<LocalParts, 'folders' | 'kind'>,
  { id }: Pick<Shop, 'id'>,
  { signal }: Pick<DriverCall, 'signal'>,
): Promise<Observation> {
  const record = await folders.read(id)
  if (!record) return { state: 'absent' }
  const known = applied(record)
  if (!(await isRunning(record))) {
    return { state: 'stopped', ...known, detail: 'Its process does not run.' }
  }
  const health = await kind.askHealth(record.port, {
    storeId: id,
    signal,
    timeoutMs: answerWithinMs,
  })
  if (health?.status === 'ready') return { state: 'running', ...known }
  const detail = health ? `It says that it is ${health.status}.` : 'It does not answer.'
  return { state: 'starting', ...known, detail }
}

function applied({ version, generation, plan }: ShopRecord) {
  const known = plans.find((one): one is Plan => one === plan)
  return { version, generation, ...(known ? { plan: known } : {}) }
}

const atOnce = 64

/** Looks at the records and their processes alone, some at a time. */
export async function findGone(
  { folders }: Pick<LocalParts, 'folders'>,
  ids: readonly string[],
): Promise<readonly string[]> {
  const gone: string[] = []
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce)
    const records = await Promise.all(
      some.map(async (id) => {
        const record = await folders.read(id)
        return { id, runs: record !== undefined && (await isRunning(record)) }
      }),
    )
    gone.push(...records.filter(({ runs }) => !runs).map(({ id }) => id))
  }
  return gone
}
