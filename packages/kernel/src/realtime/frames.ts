import type { Event, Position } from '../events/events.ts'

/** How long a client waits before it comes back, unless it is told otherwise. */
const usualRetryMs = 2_000

/** The first bytes: they make proxies and browsers see that the stream is open. */
export const openingFrame = `retry: ${usualRetryMs}\n\n`

/** Ids and types alone: what happened is read where the reader's rights are looked at. */
export function eventFrame({ id, type, subject, happenedAt, position }: Event): string {
  const data = JSON.stringify({ id, type, subject, happenedAt })
  return `id: ${position}\ndata: ${data}\n\n`
}

/** Why an event may be missing, or that none is. */
export type ControlName = 'ready' | 'heartbeat' | 'resync'

/** Carries no id: a client that comes back with its last id has got every event up to there. */
export function controlFrame(name: ControlName, position: Position): string {
  return `event: ${name}\ndata: ${JSON.stringify({ position })}\n\n`
}

/** This process goes away: come back, each client at a time of its own, and find another. */
export function restartFrame(random: () => number): string {
  return `retry: ${Math.round(500 + random() * 2_500)}\nevent: restart\ndata: {}\n\n`
}

/** Come back only after signing in again. */
export const endedFrame = 'event: ended\ndata: {}\n\n'
