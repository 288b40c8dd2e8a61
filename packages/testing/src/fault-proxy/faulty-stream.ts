import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export type Direction = 'to-server' | 'to-client'

/** What happens to a chunk: it goes on, it vanishes, or the connection ends first. */
export type Verdict = 'forward' | 'drop' | 'cut' | 'reset'

/** The state of the network, shared by all connections of one proxy and read at every chunk. */
export interface Faults {
  delayMs: number
  /** Bytes per second in each direction of each connection. */
  bytesPerSecond: number
  /** Settled while traffic flows; pending while it is frozen. */
  thawed: Promise<void>
  /** `connection` is the same value for all chunks of one connection. */
  judge: (chunk: Buffer, direction: Direction, connection: object) => Verdict
}

export interface Stretch {
  readonly from: Socket
  readonly to: Socket
  readonly direction: Direction
  readonly faults: Faults
}

interface Arrival {
  readonly chunk: Buffer
  readonly atMs: number
}

// What a frozen or slow connection may hold before its sender feels it.
const bufferBytes = 1_048_576

/** Carries bytes one way, in order, through the faults, until a side ends. */
export async function carry({ from, to, direction, faults }: Stretch): Promise<void> {
  for await (const { chunk, atMs } of arrivals(from)) {
    await faults.thawed
    const waitMs = atMs + faults.delayMs - performance.now()
    if (waitMs > 0) await pause(waitMs)
    const verdict = faults.judge(chunk, direction, faults)
    if (verdict === 'reset') return void from.resetAndDestroy()
    if (verdict === 'cut') return void from.destroy()
    if (verdict === 'forward') await writeSlowly(to, chunk, faults)
  }
  await faults.thawed
  to.end()
}

/** Chunks with the time they came, read ahead so that a delay does not lower the throughput. */
async function* arrivals(socket: Socket): AsyncGenerator<Arrival> {
  const state = {
    queue: [] as Arrival[],
    heldBytes: 0,
    ended: false,
    wake: Promise.withResolvers(),
  }
  const wake = () => state.wake.resolve(undefined)
  const end = () => {
    state.ended = true
    wake()
  }
  socket.on('data', (chunk: Buffer) => {
    state.queue.push({ chunk, atMs: performance.now() })
    state.heldBytes += chunk.length
    if (state.heldBytes > bufferBytes) socket.pause()
    wake()
  })
  socket.once('end', end).once('close', end)
  while (!state.ended || state.queue.length > 0) {
    const next = state.queue.shift()
    if (next) {
      yield next
      state.heldBytes -= next.chunk.length
      if (state.heldBytes <= bufferBytes) socket.resume()
    } else {
      await state.wake.promise
      state.wake = Promise.withResolvers()
    }
  }
}

async function writeSlowly(to: Socket, chunk: Buffer, faults: Faults): Promise<void> {
  for (let at = 0; at < chunk.length && !to.destroyed;) {
    const size = Math.max(1, Math.min(chunk.length - at, faults.bytesPerSecond / 50))
    const piece = chunk.subarray(at, at + size)
    at += piece.length
    await written(to, piece)
    if (Number.isFinite(faults.bytesPerSecond)) {
      await pause((piece.length / faults.bytesPerSecond) * 1_000)
    }
  }
}

function written(to: Socket, piece: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (to.destroyed) return resolve()
    to.write(piece, () => resolve())
  })
}
