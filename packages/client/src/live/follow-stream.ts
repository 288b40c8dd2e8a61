import { follow, type Following, type StreamOptions } from './follower.ts'

/** The stream of one object, and the number of the event that was seen last. */
export interface ObjectStream {
  /** Below `/api/v1`: `/stores/0198…/events/stream`. */
  readonly path: string
  readonly after?: number
}

/**
 * Follows what happens to one object, with what each event says, until it is closed or refused.
 * Every event since `after` comes once and in order, however often the connection is lost.
 */
export function followStream<Item>(
  { path, after }: ObjectStream,
  options: StreamOptions<Item>,
): Following {
  return follow({ path, after: after?.toString(), saysReady: false }, options)
}
