/** An answer that may be given again. */
export interface CachedAnswer {
  /** The call, its input and whose session it was. */
  readonly key: string
  readonly tags: readonly string[]
  readonly status: number
  /** As it came: it is parsed and checked anew each time, so that nobody shares an object. */
  readonly text: string
  /** Wall times. */
  readonly freshUntilMs: number
  readonly staleUntilMs: number
}

/** A place for answers. Whatever goes wrong in it counts as an answer that is not there. */
export interface CacheTier {
  get(key: string): Promise<CachedAnswer | undefined>
  set(answer: CachedAnswer): Promise<void>
  deleteTagged(tags: readonly string[]): Promise<void>
  clear(): Promise<void>
}
