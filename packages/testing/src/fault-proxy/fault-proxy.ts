import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { carry, type Direction, type Faults, type Verdict } from './faulty-stream.ts'

export type { Direction, Verdict }

/** A TCP proxy in front of any server, with a network that a test can break and mend. */
export interface FaultProxy {
  readonly port: number
  /** Open connections now. */
  connections(): number
  /** Ends every connection at once and refuses new ones, as if the server had gone. */
  cut(): Promise<void>
  /** Resets every open connection (RST); new ones work. */
  reset(): void
  /**
   * Open connections fall silent for good without being closed; new ones work. As after a failover
   * or behind a firewall that forgot them.
   */
  strand(): void
  /** Nothing moves in either direction, new connections too, but nothing is closed. */
  freeze(): void
  /** Adds latency to every chunk, in each direction. */
  delay(ms: number): void
  /** Limits each direction of each connection. */
  throttle(bytesPerSecond: number): void
  /**
   * Decides about each chunk: `(chunk, direction) => chunk.includes('commit') ? 'cut' : 'forward'`
   * loses a connection at an exact point. `connection` is the same value for all that one carries.
   */
  judge(verdict: (chunk: Buffer, direction: Direction, connection: object) => Verdict): void
  /** Lets frozen traffic go on, with everything that was held. */
  thaw(): void
  /** Takes every fault back, and listens again after a cut. */
  heal(): Promise<void>
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Listens on a free port of 127.0.0.1 and forwards to `target`. */
export async function startFaultProxy(target: {
  readonly host?: string
  readonly port: number
}): Promise<FaultProxy> {
  const faults: Faults = { ...noFaults }
  const pairs = new Map<readonly [Socket, Socket], Faults>()
  let thaw: (() => void) | undefined

  const accept = (client: Socket) => {
    const server = connect({ host: '127.0.0.1', ...target, allowHalfOpen: true })
    const pair = [client, server] as const
    // Its own view of the one network, so that it alone can be stranded.
    const own: Faults = Object.create(faults)
    pairs.set(pair, own)
    join(pair, own, () => pairs.delete(pair))
  }
  let listener = await listen(accept, 0)
  const { port } = listener.address() as AddressInfo

  const destroyAll = (how: 'destroy' | 'resetAndDestroy') => {
    for (const pair of pairs.keys()) for (const socket of pair) socket[how]()
  }
  const stopListening = () => new Promise<void>((resolve) => listener.close(() => resolve()))

  async function cut(): Promise<void> {
    const stopped = stopListening()
    destroyAll('destroy')
    await stopped
  }

  function letGo(): void {
    thaw?.()
    thaw = undefined
  }

  const proxy: FaultProxy = {
    port,
    connections: () => pairs.size,
    cut,
    reset: () => destroyAll('resetAndDestroy'),
    strand() {
      for (const own of pairs.values()) own.thawed = new Promise(() => undefined)
    },
    freeze() {
      if (thaw) return
      faults.thawed = new Promise((resolve) => {
        thaw = resolve
      })
    },
    thaw: letGo,
    delay: (ms) => void (faults.delayMs = ms),
    throttle: (bytesPerSecond) => void (faults.bytesPerSecond = bytesPerSecond),
    judge: (verdict) => void (faults.judge = verdict),
    async heal() {
      letGo()
      Object.assign(faults, noFaults)
      if (!listener.listening) listener = await listen(accept, port)
    },
    async close() {
      letGo()
      await cut()
    },
    [Symbol.asyncDispose]: () => proxy.close(),
  }
  return proxy
}

const noFaults: Faults = {
  delayMs: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  thawed: Promise.resolve(),
  judge: () => 'forward',
}

function join(
  [client, server]: readonly [Socket, Socket],
  faults: Faults,
  whenGone: () => void,
): void {
  for (const [socket, other] of [
    [client, server],
    [server, client],
  ] as const) {
    socket.setNoDelay(true)
    // The close that follows tells the other side.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      other.destroy()
      whenGone()
    })
  }
  void carry({ from: client, to: server, direction: 'to-server', faults })
  void carry({ from: server, to: client, direction: 'to-client', faults })
}

function listen(accept: (client: Socket) => void, port: number): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, accept)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
