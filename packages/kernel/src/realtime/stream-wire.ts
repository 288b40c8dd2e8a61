import type { ServerResponse } from 'node:http'
import type { StreamCall } from '../module/module.ts'
import { controlFrame, endedFrame, openingFrame, restartFrame } from './frames.ts'
import { drainedOrClosed, type Wire } from './wire.ts'

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  // A proxy that compresses or buffers would keep events back.
  'cache-control': 'no-cache, no-store, no-transform',
  'x-accel-buffering': 'no',
} as const

/** Begins an answer that goes on: server-sent events. */
export function openStreamWire({ response, headers }: Pick<StreamCall, 'response' | 'headers'>) {
  response.writeHead(200, { ...headers, ...streamHeaders })
  response.write(openingFrame)
  return streamWire(response)
}

function streamWire(response: ServerResponse): Wire {
  const isOpen = () => !response.writableEnded && !response.destroyed
  const end = (lastFrame: string) => {
    if (isOpen()) response.end(lastFrame)
  }
  return {
    get isOpen() {
      return isOpen()
    },
    get waitingBytes() {
      return response.writableLength
    },
    event: ({ frame }) => frame,
    control: controlFrame,
    write: (frames) => void response.write(frames.join('')),
    drained: () => drainedOrClosed(response),
    // Server-sent events go one way: who takes nothing is found by what waits for them.
    ping: () => true,
    restart: (afterMs) => end(restartFrame(afterMs)),
    endAccess: () => end(endedFrame),
    cut: () => void response.destroy(),
    onClosed: (callback) => void response.once('close', callback),
  }
}
