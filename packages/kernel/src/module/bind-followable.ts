import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { Context } from './context.ts'

/** Something that happened to one object. Its numbers grow by one, in the order of commits. */
export interface NumberedEvent {
  readonly sequence: number
}

/** Which events of an object: those behind `after`, in their order. */
export interface NumberedPage {
  readonly id: string
  readonly after: number
  readonly limit: number
}

/** A kind of object whose events a client may follow one by one, over the WebSocket it has. */
export interface Followable<DB> {
  /** `studio.job`: unique among all modules. */
  readonly name: string
  /** What the id of such an object looks like. What it returns is what `channel` is notified with. */
  readonly id: z.ZodType<string, string>
  /** Notified with the object's id, in the transaction of each event. */
  readonly channel: string
  /** Throws a problem unless whoever asks may read the object. Asked again while they follow. */
  find(ctx: Context<DB>, id: string): Promise<unknown>
  /** `db` sees every module's schema. */
  read(db: Kysely<DB>, page: NumberedPage): Promise<readonly NumberedEvent[]>
}

/** The same with its tables forgotten. */
export type BoundFollowable = Followable<unknown>

/** For `followables` of a module. */
export function bindFollowable<DB>(followable: Followable<DB>): BoundFollowable {
  // It is called with the one database that holds every module's schema.
  return followable as unknown as BoundFollowable
}
