import type { Log } from '@holdfast/kernel/log'
import type { Environment } from '../env.ts'

/** One of the commands beside `npm start`. */
export interface Command {
  /** Its name and the words after it. */
  readonly usage: string
  /** What the words ask for; undefined when they make no sense. Opens nothing. */
  prepare(args: readonly string[]): Run | undefined
}

/** Does it and resolves to the exit code. */
export type Run = (parts: CommandParts) => Promise<number>

export interface CommandParts {
  readonly env: Environment
  readonly log: Log
  /** Receives finished lines. */
  readonly write: (line: string) => void
}
