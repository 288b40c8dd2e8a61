import type { Listener } from '@holdfast/kernel/postgres'
import { sql, type Kysely } from 'kysely'
import { problems } from '../problems.ts'

/** One request that takes in a piece of an upload. */
export interface Receiver {
  readonly uploadId: string
  /** The row's, as this request took it over. */
  readonly fence: number
}

export interface Receiving extends Disposable {
  /** Aborts when it has to stop where it is; what came is kept. */
  readonly letGo: AbortSignal
  /** Aborts when a newer request has taken the upload over; what came is worth nothing. */
  readonly lost: AbortSignal
}

/** The requests of this process that take in pieces: the newest one of an upload goes on. */
export interface Receivers {
  begin(receiver: Receiver): Receiving
  /** Asks whoever is at this upload to stop, and waits for it when that is here. */
  letGo(uploadId: string): Promise<void>
  close(): void
}

const channel = 'studio_upload'

/** Tells every process, once the transaction is committed, that another request goes on. */
export async function tellTakenOver<DB>(db: Kysely<DB>, by: Receiver): Promise<void> {
  await notify(db, `${by.uploadId} ${by.fence}`)
}

/** Asks the process that is at this upload to stop there. */
export async function askToLetGo<DB>(db: Kysely<DB>, uploadId: string): Promise<void> {
  await notify(db, uploadId)
}

async function notify<DB>(db: Kysely<DB>, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(db)
}

interface Running extends Receiver {
  readonly letGo: AbortController
  readonly lost: AbortController
  readonly over: Promise<void>
}

export function createReceivers(listener: Pick<Listener, 'subscribe'>): Receivers {
  const running = new Map<string, Set<Running>>()
  const of = (uploadId: string) => [...(running.get(uploadId) ?? [])]

  function endOlder({ uploadId, fence }: Receiver): void {
    for (const one of of(uploadId)) if (one.fence < fence) one.lost.abort(problems.takenOver())
  }

  function letGoHere(uploadId: string): readonly Running[] {
    const here = of(uploadId)
    for (const one of here) one.letGo.abort(problems.takenOver())
    return here
  }

  const unsubscribe = listener.subscribe(channel, (payload) => {
    const [uploadId = '', fence] = payload.split(' ')
    if (fence === undefined) letGoHere(uploadId)
    else endOlder({ uploadId, fence: Number(fence) })
  })

  return {
    begin(receiver) {
      const { promise: over, resolve } = Promise.withResolvers<void>()
      const own = {
        ...receiver,
        letGo: new AbortController(),
        lost: new AbortController(),
        over,
      }
      const { uploadId } = receiver
      running.set(uploadId, new Set([...of(uploadId), own]))
      endOlder({ uploadId, fence: Math.max(...of(uploadId).map((one) => one.fence)) })
      return {
        letGo: own.letGo.signal,
        lost: own.lost.signal,
        [Symbol.dispose]() {
          const left = of(uploadId).filter((one) => one !== own)
          if (left.length > 0) running.set(uploadId, new Set(left))
          else running.delete(uploadId)
          resolve()
        },
      }
    },
    async letGo(uploadId) {
      await Promise.all(letGoHere(uploadId).map(({ over }) => over))
    },
    close: unsubscribe,
  }
}
