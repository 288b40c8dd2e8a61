import { follow, type Following, type StreamOptions } from './follower.ts'

/** The stream of one object, and the number of the event that was seen last. */
export interface ObjectStream {
  /** Below `/api/v1`: `/stores/0198…/events/stream`. */
  readonly path: string
  readonly after?: number
}

export interface ObjectStreamOptions<Item> extends StreamOptions<Item> {
  /** What was told is not so any more, such as after a backup was restored: forget it, all comes anew. */
  readonly onAnew?: (() => void) | undefined
}

/**
 * Follows what happens to one object, with what each event says, until it is closed or refused.
 * Every event since `after` comes once and in order, however often the connection is lost.
 */
export function followStream<Item>(
  { path, after }: ObjectStream,
  options: ObjectStreamOptions<Item>,
): Following {
  const { onAnew } = options
  return follow({ path, after: after?.toString(), saysReady: false, onAnew }, options)
}
