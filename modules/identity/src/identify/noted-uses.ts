import type { Clock } from '@holdfast/kernel/clock'
import type { Log } from '@holdfast/kernel/log'

export const noteEveryMs = 60_000

/** Writes down when something was used, at most once a minute, behind whoever waits. */
export interface NotedUses {
  /** Returns at once. `write` says in its own statement that no other process was quicker. */
  note(use: Use): void
  /** Resolves when everything that was begun has been written or given up. */
  settled(): Promise<void>
}

export interface Use {
  /** Of the row whose use is noted. */
  readonly id: string
  /** What stands in the row, as far as the caller knows. */
  readonly lastAt: Date | undefined
  readonly write: (at: Date) => Promise<void>
}

/** A failure is logged and forgotten: the next use notes it again. */
export function createNotedUses({
  clock,
  log,
}: {
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
}): NotedUses {
  const running = new Map<string, Promise<void>>()

  async function write({ id, write: writeDown }: Use): Promise<void> {
    try {
      await writeDown(clock.now())
    } catch (error) {
      log.warn({ id, error }, 'a last use could not be noted')
    } finally {
      running.delete(id)
    }
  }

  return {
    note(use) {
      const isFresh =
        use.lastAt !== undefined && clock.now().getTime() - use.lastAt.getTime() < noteEveryMs
      if (isFresh || running.has(use.id)) return
      running.set(use.id, write(use))
    },
    async settled() {
      await Promise.all(running.values())
    },
  }
}
