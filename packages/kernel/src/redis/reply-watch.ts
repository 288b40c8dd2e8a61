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

const ticksPerDeadline = 5

/**
 * One timer for all commands, which cost two additions each. Answers come in the order of the
 * commands, so counting them is enough. A command is late after `deadlineMs` to 1.2 times that.
 * The time is counted in ticks of the event loop: while the process itself stands still, answers
 * may lie unread, and Redis is not to blame.
 */
export function watchReplies({ clock, deadlineMs, onLate }: ReplyWatchOptions): ReplyWatch {
  let sent = 0
  let settled = 0
  let ticking = false
  /** How many had been sent at each of the last ticks, the oldest first. */
  let marks: number[] = []

  function tick(): void {
    marks.push(sent)
    const due = marks.length > ticksPerDeadline ? (marks.shift() ?? 0) : 0
    if (settled >= due && settled < sent) return scheduleTick()
    ticking = false
    if (settled < due) onLate()
  }

  function scheduleTick(): void {
    clock.schedule(deadlineMs / ticksPerDeadline, tick)
  }

  return {
    sent() {
      sent++
      if (ticking) return
      ticking = true
      marks = [sent]
      scheduleTick()
    },
    settled() {
      settled++
    },
  }
}
