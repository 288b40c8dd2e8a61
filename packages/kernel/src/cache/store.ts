/** A value as it is kept: always as JSON, so that every reader gets a copy of its own. */
export interface Kept {
  /** `undefined` says that there is none, which is an answer too. */
  readonly text: string | undefined
  readonly freshMs: number
  /** How much longer it may be shown while somebody loads it anew. */
  readonly staleMs: number
}

/** What a store knows about a key and its tags, all of it at one instant. */
export interface Look {
  /** The versions of the tags. Whoever loads now keeps the value under these. */
  readonly versions: string
  /**
   * `changing`: a transaction that invalidates a tag may be committing at this moment, so that
   * nothing can be said of what is kept and nothing may be.
   */
  readonly state: 'fresh' | 'stale' | 'missing' | 'changing'
  readonly text?: string | undefined
  /** Whether the asker may load: of those who read the same versions one at a time may. */
  readonly mayLoad: boolean
}

export interface Wanted {
  readonly key: string
  readonly tags: readonly string[]
  /** Names who asks, for the right to load. */
  readonly token: string
}

/** Where values and the versions of tags are kept. */
export interface CacheStore {
  look(wanted: Wanted): Promise<Look>
  /**
   * Keeps what was loaded after `versions` had been read and gives the right to load back.
   * Keeps nothing when a tag was invalidated meanwhile.
   */
  keep(wanted: Wanted, versions: string, kept: Kept): Promise<void>
  /** Gives the right to load back without a value. */
  giveUp(wanted: Wanted): Promise<void>
  /** Nothing that was read before is valid any more, and until `finish` nothing may be kept. */
  begin(tags: readonly string[], token: string): Promise<void>
  finish(tags: readonly string[], token: string): Promise<void>
}

/** How long one load may keep others from loading the same. */
export const leaseMs = 10_000

/**
 * How long a transaction that never says how it ended keeps its tags uncertain. Longer than any
 * transaction lives: a statement may take 30 s.
 */
export const guardMs = 60_000
