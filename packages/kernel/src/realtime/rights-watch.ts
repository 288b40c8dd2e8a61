import type { Event } from '../events/events.ts'
import type { Log } from '../log/log.ts'
import { Problem } from '../problems/problems.ts'
import type { Audience } from './audience.ts'
import type { Connection } from './connection.ts'
import { isSameActor } from './is-same-actor.ts'

const checkedAtOnce = 4

/** Somebody who follows, as far as their rights are concerned. */
export type Watched = Pick<Connection, 'isOpen' | 'actor' | 'identifyAgain' | 'endAccess'>

/** Looks again who follows, and ends the streams of those who may not any more. */
export class RightsWatch {
  readonly #audience: Audience
  readonly #log: Pick<Log, 'warn'>

  constructor(audience: Audience, log: Pick<Log, 'warn'>) {
    this.#audience = audience
    this.#log = log
  }

  /** Resolves when everybody whom the events may have taken a right from has been looked at. */
  async afterEvents(events: readonly Event[], connections: ReadonlySet<Connection>): Promise<void> {
    const tests = events.flatMap((event) => this.#audience.affectedBy(event) ?? [])
    if (tests.length === 0) return
    await this.check([...connections].filter(({ actor }) => tests.some((is) => is(actor))))
  }

  async check(connections: Iterable<Watched>): Promise<void> {
    const waiting = [...connections]
    const work = Array.from({ length: checkedAtOnce }, async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (next.isOpen) await this.#checkOne(next)
      }
    })
    await Promise.all(work)
  }

  /** A database that is away takes nobody's rights: they are looked at again later. */
  async #checkOne(connection: Watched): Promise<void> {
    try {
      const actor = await connection.identifyAgain()
      if (isSameActor(actor, connection.actor)) connection.actor = actor
      else connection.endAccess()
    } catch (error) {
      if (error instanceof Problem && error.status < 500) connection.endAccess()
      else this.#log.warn({ err: error }, 'The rights of who follows can not be read')
    }
  }
}
