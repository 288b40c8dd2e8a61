import { setTimeout as pause } from 'node:timers/promises'

export interface Patience {
  /** When to give up, in milliseconds; 15,000 unless told. */
  readonly withinMs?: number
  /** The pause between two attempts, in milliseconds; 20 unless told. */
  readonly everyMs?: number
}

/**
 * Repeats an assertion about the outside world (a process, a socket, a database) until it holds
 * and returns what it returns. When time is up it throws the assertion's own last error.
 * Inside one process await the thing itself instead, or move a fake clock.
 */
export async function eventually<T>(
  assertion: () => T | Promise<T>,
  { withinMs = 15_000, everyMs = 20 }: Patience = {},
): Promise<T> {
  const giveUpAtMs = performance.now() + withinMs
  for (;;) {
    try {
      return await assertion()
    } catch (error) {
      if (performance.now() >= giveUpAtMs) throw explained(error, withinMs)
    }
    await pause(everyMs)
  }
}

function explained(error: unknown, withinMs: number): unknown {
  if (error instanceof Error) error.message += ` (still so after ${withinMs} ms)`
  return error
}
