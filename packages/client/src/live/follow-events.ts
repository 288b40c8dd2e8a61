import { follow, type Following, type StreamOptions } from './follower.ts'

export type { Following, FollowStatus } from './follower.ts'

/** That something happened. What it is, the object says when it is read. */
export interface LiveEvent {
  readonly id: string
  /** `booking.created` */
  readonly type: string
  /** The id of the object that it is about. */
  readonly subject?: string
  readonly happenedAt: string
}

export interface FollowOptions extends StreamOptions<LiveEvent> {
  /** Something may have happened that is not told: read anew what is shown. Also at the begin. */
  readonly onUnsure?: (() => void) | undefined
}

/** Follows what happens in the organisation, until it is closed or refused. */
export function followEvents(options: FollowOptions): Following {
  const { onUnsure } = options
  return follow({ path: '/events', saysReady: true, onUnsure }, options)
}
