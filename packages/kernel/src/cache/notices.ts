import { sql } from 'kysely'
import { newId } from '../ids/ids.ts'
import type { Listener, Transaction } from '../postgres/postgres.ts'
import type { MemoryStore } from './memory-store.ts'

const channel = 'holdfast_cache'

/** Tells the other processes of an invalidation, as part of its transaction. */
export interface Notices {
  tell(tx: Transaction<unknown>, tags: readonly string[]): Promise<void>
}

/**
 * Without Redis each process has versions of its own; PostgreSQL carries the word when the
 * transaction commits. It arrives within milliseconds, and after a lost connection nothing that
 * was kept counts.
 */
export function createNotices(options: {
  readonly listener: Listener | undefined
  readonly memory: MemoryStore
}): Notices {
  const { listener, memory } = options
  const self = newId()
  listener?.subscribe(channel, (payload) => {
    const [from, ...tags]: readonly string[] = JSON.parse(payload)
    if (from !== self) void memory.finish(tags, '')
  })
  listener?.onReconnect(() => memory.forgetAll())
  return {
    async tell(tx, tags) {
      for (const part of inParts(tags)) {
        const payload = JSON.stringify([self, ...part])
        await sql`select pg_notify(${channel}, ${payload})`.execute(tx.kysely)
      }
    },
  }
}

/** PostgreSQL carries less than 8,000 bytes at once. */
function* inParts(tags: readonly string[], most = 20): Generator<readonly string[]> {
  for (let at = 0; at < tags.length; at += most) yield tags.slice(at, at + most)
}
