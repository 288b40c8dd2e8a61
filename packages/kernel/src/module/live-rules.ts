import type { Kysely } from 'kysely'
import type { Event } from '../events/events.ts'

/** Events of one kind of object, told to whoever follows them. */
export interface LiveEvents {
  readonly types: readonly string[]
  /** Only who holds it is told. */
  readonly action: string
  /**
   * The units, such as stations, that each event is about, by the event's id. Who is limited to
   * some units hears of those alone; without this function they hear nothing of these types.
   * `db` sees every module's schema.
   */
  readonly unitsOf?: (
    db: Kysely<unknown>,
    events: readonly Event[],
  ) => Promise<ReadonlyMap<string, readonly string[]>>
}

/** What a module tells while it happens, and to whom. */
export interface LiveRules {
  readonly events: readonly LiveEvents[]
  /** Types after which somebody may have lost a right: whom they concern is looked at again. */
  readonly rights?: {
    readonly types: readonly string[]
    /** The id of the actor that the event is about; undefined: everybody of its organisation. */
    actorOf(event: Event): string | undefined
  }
}
