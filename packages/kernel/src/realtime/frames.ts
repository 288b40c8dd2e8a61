import type { Event, Position } from '../events/events.ts'

/** How long a client waits before it comes back, unless it is told otherwise. */
const usualRetryMs = 2_000

/** The first bytes: they make proxies and browsers see that the stream is open. */
export const openingFrame = `retry: ${usualRetryMs}\n\n`

/**
 * The event as a frame of a stream and as a message of a WebSocket. Ids and types alone: what
 * happened is read where the reader's rights are looked at.
 */
export function framesOf({ id, type, subject, happenedAt, position }: Event) {
  const data = JSON.stringify({ id, type, subject, happenedAt })
  return {
    frame: `id: ${position}\ndata: ${data}\n\n`,
    message: `{"kind":"event","position":${JSON.stringify(position)},"event":${data}}`,
  }
}

/** Why an event may be missing, or that none is. */
export type ControlName = 'ready' | 'heartbeat' | 'resync'

/** Carries no id: a client that comes back with its last id has got every event up to there. */
export function controlFrame(name: ControlName, position: Position): string {
  return `event: ${name}\ndata: ${JSON.stringify({ position })}\n\n`
}

/** This process goes away: come back, each client at a time of its own, and find another. */
export function restartFrame(afterMs: number): string {
  return `retry: ${afterMs}\nevent: restart\ndata: {}\n\n`
}

/** Come back only after signing in again. */
export const endedFrame = 'event: ended\ndata: {}\n\n'
