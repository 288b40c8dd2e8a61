import type { Clock } from '../clock/clock.ts'

/** Notices when answers stop coming. */
export interface ReplyWatch {
  /** A command was sent. */
  sent(): void
  /** The oldest command that waits was answered, or failed. */
  settled(): void
}

export interface ReplyWatchOptions {
  readonly clock: Clock
  readonly deadlineMs: number
  /** Called once each time a command has waited too long. */
  readonly onLate: () => void
}

interface Mark {
  readonly atMs: number
  /** How many commands had been sent by then. */
  readonly sent: number
}

const ticksPerDeadline = 5

/**
 * One timer for all commands, which cost two additions each. Answers come in the order of the
 * commands, so counting them is enough. A command is late after `deadlineMs` to 1.2 times that, but
 * never before the second tick after it: while the process itself stands still, answers may lie
 * unread, and Redis is not to blame.
 */
export function watchReplies({ clock, deadlineMs, onLate }: ReplyWatchOptions): ReplyWatch {
  let sent = 0
  let settled = 0
  let ticking = false
  /** When how many had been sent: the oldest that waits for an answer first, the last tick last. */
  let marks: Mark[] = []

  function tick(): void {
    marks = marks.filter((mark) => mark.sent > settled)
    const [oldest, nextTick] = marks
    ticking = sent > settled
    if (!ticking) return
    const nowMs = clock.monotonicMs()
    if (oldest && nextTick && nowMs - oldest.atMs >= deadlineMs) {
      ticking = false
      return onLate()
    }
    marks.push({ atMs: nowMs, sent })
    scheduleTick()
  }

  function scheduleTick(): void {
    clock.schedule(deadlineMs / ticksPerDeadline, tick)
  }

  return {
    sent() {
      sent++
      if (ticking) return
      ticking = true
      marks = [{ atMs: clock.monotonicMs(), sent }]
      scheduleTick()
    },
    settled() {
      settled++
    },
  }
}
