import { createFollowed, type Followed } from '../followed/followed.ts'

/** Lets one action run at a time. `read` says whether one runs. */
export interface SingleFlight extends Followed<boolean> {
  /** Runs the action; does nothing and gives undefined when this is a second tap. */
  run<Result>(action: () => Promise<Result>): Promise<Result> | undefined
}

// A double tap is over by then. A quick answer must not let its second half through.
const doubleTapMs = 500

/**
 * A second call while one runs, and within half a second of the start of one that succeeded, is
 * ignored. After a failure the next one runs at once.
 */
export function createSingleFlight(): SingleFlight {
  const isRunning = createFollowed(false)
  let startedAtMs = Number.NEGATIVE_INFINITY

  async function runToEnd<Result>(action: () => Promise<Result>): Promise<Result> {
    try {
      return await action()
    } catch (error) {
      startedAtMs = Number.NEGATIVE_INFINITY
      throw error
    } finally {
      isRunning.set(false)
    }
  }

  return {
    read: isRunning.read,
    follow: isRunning.follow,
    run: (action) => {
      if (isRunning.read() || performance.now() - startedAtMs < doubleTapMs) return undefined
      startedAtMs = performance.now()
      isRunning.set(true)
      return runToEnd(action)
    },
  }
}
