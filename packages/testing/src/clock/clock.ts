import type { Clock } from '@holdfast/kernel/clock'

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /**
   * Moves both scales forward and runs the timers that fall due, in their order, each at its
   * own time. Promises get to run between two timers, so a timer set by one is seen too.
   */
  advance(ms: number): Promise<void>
  /** Moves the wall time alone, in either direction, as an operator or NTP would. */
  jump(ms: number): void
  /** How many timers wait. A test that ends with 0 has leaked none. */
  readonly waiting: number
}

interface Timer {
  readonly dueMs: number
  readonly order: number
  readonly callback: () => void
}

/** Starts at a Monday noon in UTC unless told. */
export function createFakeClock(start = new Date('2026-01-05T12:00:00.000Z')): FakeClock {
  const timers = new Set<Timer>()
  let elapsedMs = 0
  let jumpedMs = 0
  let order = 0

  async function advance(ms: number): Promise<void> {
    const untilMs = elapsedMs + ms
    await letPromisesRun()
    for (let next = nextTimer(timers); next && next.dueMs <= untilMs; next = nextTimer(timers)) {
      timers.delete(next)
      elapsedMs = Math.max(elapsedMs, next.dueMs)
      next.callback()
      await letPromisesRun()
    }
    elapsedMs = untilMs
  }

  return {
    now: () => new Date(start.getTime() + elapsedMs + jumpedMs),
    monotonicMs: () => elapsedMs,
    schedule(delayMs, callback) {
      const timer = { dueMs: elapsedMs + Math.max(0, delayMs), order: order++, callback }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance,
    jump: (ms) => {
      jumpedMs += ms
    },
    get waiting() {
      return timers.size
    },
  }
}

function nextTimer(timers: ReadonlySet<Timer>): Timer | undefined {
  let next: Timer | undefined
  for (const timer of timers) {
    if (!next || timer.dueMs < next.dueMs) next = timer
  }
  return next
}

/** A turn of the event loop: every promise that can settle without the outside world has. */
function letPromisesRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
