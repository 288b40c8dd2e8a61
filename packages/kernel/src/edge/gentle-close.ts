import type { Socket } from 'node:net'
import type { Clock } from '../clock/clock.ts'

const closing = new WeakSet<Socket>()
const lingerMs = 1_000

/** Whether the connection only waits for its client to read the last answer. */
export function isClosing(socket: Socket): boolean {
  return closing.has(socket)
}

/**
 * Sends the last bytes and keeps reading for a second. Closed at once with unread bytes in its
 * buffer, a connection is reset, and the client may never see why it was refused.
 */
export function closeGently(socket: Socket, clock: Clock, lastBytes?: string): void {
  if (closing.has(socket) || socket.destroyed) return
  closing.add(socket)
  if (lastBytes === undefined) socket.end()
  else socket.end(lastBytes)
  const cancel = clock.schedule(lingerMs, () => socket.destroy())
  socket.once('close', cancel)
}

/** Makes Node's own closing of this connection, after its last answer, a gentle one. */
export function closeGentlyAfterAnswer(socket: Socket, clock: Clock): void {
  socket.destroySoon = () => closeGently(socket, clock)
}
