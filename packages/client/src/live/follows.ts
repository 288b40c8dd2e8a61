import type { ProblemDocument } from '@holdfast/kernel/contract'
import { callSafely } from '../platform/events.ts'
import type { Clock } from '../platform/platform.ts'

export interface ObjectFollowOptions<Event> {
  /** The number of the last event that is known; all from the first one unless told. */
  readonly after?: number | undefined
  /** Each event once, in the order of their numbers. */
  readonly onEvent: (event: Event, number: number) => void
  /** Everything up to here was told; also after each time that the connection was made again. */
  readonly onCaughtUp?: ((number: number) => void) | undefined
  /** What was told is not so any more, such as after a backup was restored: forget it, all comes anew. */
  readonly onAnew?: (() => void) | undefined
  /** For good: there is no such object, or it may not be read, as the problem says where known. */
  readonly onEnd?: ((problem?: ProblemDocument) => void) | undefined
}

export interface ObjectFollowing {
  /** The number of the last event that was told. */
  number(): number
  close(): void
}

/** What the service says about objects that are followed. */
export interface SaidOfObject {
  readonly kind: string
  readonly id?: string
  readonly stream?: string
  readonly object?: string
  readonly number?: number
  readonly data?: unknown
  readonly problem?: ProblemDocument
  readonly retryMs?: number
}

interface Follow {
  number: number
  readonly told: Required<Pick<ObjectFollowOptions<unknown>, 'onEvent'>> &
    Pick<ObjectFollowOptions<unknown>, 'onCaughtUp' | 'onAnew' | 'onEnd'>
}

/** Everybody here who follows one object. */
interface Group {
  readonly id: string
  readonly stream: string
  readonly object: string
  readonly follows: Set<Follow>
  /** How often it was asked for without an answer: what comes meanwhile belongs to an older time. */
  asked: number
  cancelRetry: (() => void) | undefined
}

/** The objects that a connection follows: asked for again, from where each is, whenever it is ready. */
export class Follows {
  readonly #clock: Clock
  readonly #groups = new Map<string, Group>()
  #write: ((text: string) => void) | undefined
  #ids = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(stream: string, object: string, options: ObjectFollowOptions<never>): ObjectFollowing {
    // What the service sends is what the caller says it is.
    const told = options as ObjectFollowOptions<unknown>
    const follow: Follow = { number: options.after ?? 0, told }
    const group = this.#groupOf(stream, object)
    group.follows.add(follow)
    this.#ask(group)
    return {
      number: () => follow.number,
      close: () => {
        if (!group.follows.delete(follow) || group.follows.size > 0) return
        this.#say(group, 'unfollow', {})
        this.#forget(group)
      },
    }
  }

  open(write: (text: string) => void): void {
    this.#write = write
    for (const group of this.#groups.values()) this.#ask(group)
  }

  shut(): void {
    this.#write = undefined
    for (const group of this.#groups.values()) {
      group.cancelRetry?.()
      group.asked = 0
    }
  }

  take(said: SaidOfObject): void {
    const { kind, id, stream, object, number = 0, problem, retryMs } = said
    const group = this.#groups.get(keyOf(stream, object)) ?? this.#byId(id)
    if (!group) return
    if (id === group.id) group.asked -= 1
    if (kind === 'object') this.#tell(group, number, said.data)
    else if (kind === 'following') this.#catchUp(group, number)
    else if (kind === 'problem' && retryMs !== undefined) this.#askAfter(group, retryMs)
    else if (kind === 'problem' || kind === 'unfollowed') this.#end(group, problem)
  }

  #tell(group: Group, number: number, data: unknown): void {
    for (const follow of group.follows) {
      if (number <= follow.number) continue
      if (number > follow.number + 1) {
        // Either it has been asked for from further back already, or it is now.
        if (group.asked === 0) this.#ask(group)
        continue
      }
      follow.number = number
      callSafely(() => follow.told.onEvent(data, number))
    }
  }

  /** Who knows more than there is begins anew; nothing was asked for that would still bring it. */
  #catchUp(group: Group, number: number): void {
    const follows = [...group.follows]
    const ahead = group.asked > 0 ? [] : follows.filter((one) => number < one.number)
    for (const follow of ahead) {
      follow.number = 0
      callSafely(() => follow.told.onAnew?.())
    }
    if (ahead.length > 0 && number > 0) return this.#ask(group)
    for (const { told } of follows) callSafely(() => told.onCaughtUp?.(number))
  }

  #ask(group: Group): void {
    group.cancelRetry?.()
    const after = Math.min(...[...group.follows].map(({ number }) => number))
    if (this.#write) group.asked += 1
    this.#say(group, 'follow', { after })
  }

  #askAfter(group: Group, retryMs: number): void {
    group.cancelRetry?.()
    group.cancelRetry = this.#clock.schedule(retryMs, () => this.#ask(group))
  }

  #end(group: Group, problem?: ProblemDocument): void {
    this.#forget(group)
    for (const { told } of group.follows) callSafely(() => told.onEnd?.(problem))
    group.follows.clear()
  }

  #forget(group: Group): void {
    group.cancelRetry?.()
    this.#groups.delete(keyOf(group.stream, group.object))
  }

  #say({ id, stream, object }: Group, type: string, data: object): void {
    this.#write?.(JSON.stringify({ id, type, data: { stream, object, ...data } }))
  }

  #byId(id: string | undefined): Group | undefined {
    return [...this.#groups.values()].find((group) => group.id === id)
  }

  #groupOf(stream: string, object: string): Group {
    const key = keyOf(stream, object)
    const known = this.#groups.get(key)
    if (known) return known
    this.#ids += 1
    const id = `follow-${this.#ids}`
    const follows = new Set<Follow>()
    const group: Group = { id, stream, object, follows, asked: 0, cancelRetry: undefined }
    this.#groups.set(key, group)
    return group
  }
}

function keyOf(stream: string | undefined, object: string | undefined): string {
  return `${stream} ${object}`
}
