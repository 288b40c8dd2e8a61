/** A queue under comparison, with its worker in this process. */
export interface Contestant {
  /** Adds so many trivial jobs, in as few calls as it can. Nobody works meanwhile. */
  fill(count: number): Promise<void>
  /** Works until all that were filled in are done and known to be. */
  drain(): Promise<void>
  /** Adds one job to an idle worker; resolves when its handler has begun. */
  pickUp(): Promise<void>
  close(): Promise<void>
}

export interface Servers {
  /** The application's role on a migrated database of its own. */
  readonly appUrl: string
  readonly ownerUrl: string
  readonly redisUrl: string
}

/** Counts down from `fill` to the last job. */
export class Countdown {
  #left = 0
  #resolve: (() => void) | undefined

  start(count: number): Promise<void> {
    this.#left = count
    return new Promise((resolve) => (this.#resolve = resolve))
  }

  done(): void {
    this.#left -= 1
    if (this.#left === 0) this.#resolve?.()
  }
}
