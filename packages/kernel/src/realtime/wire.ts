import type { Writable } from 'node:stream'
import type { Position } from '../events/events.ts'
import type { Told } from './audience.ts'
import type { ControlName } from './frames.ts'

/** What carries frames to one client: a streamed answer, or a WebSocket. */
export interface Wire {
  readonly isOpen: boolean
  /** What the client has not taken yet. */
  readonly waitingBytes: number
  event(told: Told): string
  control(name: ControlName, position: Position): string
  write(frames: readonly string[]): void
  /** Resolves when the client has taken what waits, or has gone. */
  drained(): Promise<void>
  /** Asks whether the client is there. False when it has not answered the last time. */
  ping(): boolean
  /** This process goes away: come back after that time, and find another. */
  restart(afterMs: number): void
  /** Come back only after signing in again. */
  endAccess(): void
  cut(): void
  onClosed(callback: () => void): void
}

/** Resolves when there is room in the stream, or it has closed. */
export function drainedOrClosed(stream: Writable): Promise<void> {
  if (!stream.writableNeedDrain || stream.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done)
      stream.off('close', done)
      resolve()
    }
    stream.on('drain', done)
    stream.on('close', done)
  })
}
