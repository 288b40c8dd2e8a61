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
  /** Asks this request to stop, and waits for it when it is here. A newer one goes on. */
  letGo(asked: Receiver): Promise<void>
  close(): void
}

const channel = 'studio_upload'

/** Tells every process, once the transaction is committed, that another request goes on. */
export async function tellTakenOver<DB>(db: Kysely<DB>, by: Receiver): Promise<void> {
  await notify(db, `over ${by.uploadId} ${by.fence}`)
}

/** Asks this request to stop, in whichever process it is. A newer one goes on. */
export async function askToLetGo<DB>(db: Kysely<DB>, asked: Receiver): Promise<void> {
  await notify(db, `stop ${asked.uploadId} ${asked.fence}`)
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

  // A notification may come late: by then a newer request may be at it.
  function letGoHere({ uploadId, fence }: Receiver): readonly Running[] {
    const here = of(uploadId).filter((one) => one.fence <= fence)
    for (const one of here) one.letGo.abort(problems.takenOver())
    return here
  }

  const unsubscribe = listener.subscribe(channel, (payload) => {
    const [what, uploadId = '', fence] = payload.split(' ')
    const receiver = { uploadId, fence: Number(fence) }
    if (what === 'stop') letGoHere(receiver)
    else endOlder(receiver)
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
    async letGo(asked) {
      await Promise.all(letGoHere(asked).map(({ over }) => over))
    },
    close: unsubscribe,
  }
}
