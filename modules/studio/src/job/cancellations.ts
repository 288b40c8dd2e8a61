import type { Listener } from '@holdfast/kernel/postgres'
import { sql } from 'kysely'
import type { StudioTransaction } from '../parts.ts'

const channel = 'studio_job_cancelled'

/** Who makes what in this process hears at once that it is to be cancelled. */
export interface Cancellations {
  /**
   * Calls `look` when the row of that job may say so: notices may be missed while the connection
   * is away, and are made up for. Returns what ends it.
   */
  watch(jobId: string, look: () => void): () => void
}

export function createCancellations(
  listener: Pick<Listener, 'subscribe' | 'onReconnect'>,
): Cancellations {
  const looks = new Map<string, Set<() => void>>()
  let isListening = false

  function listen(): void {
    if (isListening) return
    isListening = true
    listener.subscribe(channel, (jobId) => looks.get(jobId)?.forEach((look) => look()))
    listener.onReconnect(() => {
      for (const look of [...looks.values()].flatMap((all) => [...all])) look()
    })
  }

  return {
    watch(jobId, look) {
      listen()
      const all = looks.get(jobId) ?? new Set()
      looks.set(jobId, all.add(look))
      return () => {
        all.delete(look)
        if (all.size === 0) looks.delete(jobId)
      }
    },
  }
}

/** Heard when the transaction is committed. */
export async function tellCancelled(tx: StudioTransaction, jobId: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${jobId})`.execute(tx.kysely)
}
