import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import { closeReason, controlMessage, socketCodes } from './socket-messages.ts'
import { drainedOrClosed, type Wire } from './wire.ts'

/** How long a client may take to answer that it is being closed. */
const closingMs = 1_000

/** A WebSocket as what carries frames: each frame is one message of JSON. */
export function socketWire(socket: WebSocket, connection: Duplex): Wire {
  let wasHeard = true
  const hear = () => (wasHeard = true)
  socket.on('pong', hear)
  socket.on('message', hear)
  const isOpen = () => socket.readyState === WebSocket.OPEN
  const end = (code: number, reason: object) => {
    if (!isOpen()) return
    socket.close(code, closeReason(reason))
    setTimeout(() => socket.terminate(), closingMs).unref()
  }
  return {
    get isOpen() {
      return isOpen()
    },
    get waitingBytes() {
      return socket.bufferedAmount
    },
    event: ({ message }) => message,
    control: controlMessage,
    write: (frames) => {
      for (const frame of frames) socket.send(frame)
    },
    drained: () => drainedOrClosed(connection),
    ping() {
      // While what it sent before is at work nothing more is read, not even its answer.
      if (!wasHeard && !socket.isPaused) return false
      wasHeard = false
      socket.ping()
      return true
    },
    restart: (afterMs) => end(socketCodes.restart, { retryMs: afterMs }),
    endAccess: () => end(socketCodes.ended, { code: 'ended' }),
    cut: () => socket.terminate(),
    onClosed: (callback) => void socket.once('close', callback),
  }
}
