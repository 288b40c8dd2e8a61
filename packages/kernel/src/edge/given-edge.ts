// A served edge and a raw client, for the tests of this folder.
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { createLog } from '../log/log.ts'
import { createMetrics, type Metrics } from '../metrics/metrics.ts'
import { harden, type EdgeOptions, type Hardened, type Listener } from './edge.ts'

export interface ServedEdge {
  readonly edge: Hardened
  readonly server: Server
  readonly port: number
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  readonly metrics: Metrics
  /** What was logged so far, newest last. */
  readonly lines: Record<string, unknown>[]
}

/** Serves the listener behind an edge until the test ends. */
export async function givenEdge(
  listener: Listener,
  options: Partial<EdgeOptions> = {},
): Promise<ServedEdge> {
  const lines: Record<string, unknown>[] = []
  const destination = { write: (line: string) => lines.push(JSON.parse(line)) }
  const log = createLog({ level: 'info', service: 'test', version: '0', role: 'api', destination })
  const metrics = createMetrics()
  const edge = harden(listener, {
    log,
    metrics,
    production: true,
    trustedProxyHops: 0,
    deadlineMs: 20_000,
    ...options,
  })
  const server = createServer(edge.listener)
  edge.attach(server)
  const port = await listen(server)
  return { edge, server, port, origin: `http://127.0.0.1:${port}`, metrics, lines }
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // A server that listens on a port has an address of this kind.
  return (server.address() as AddressInfo).port
}

/** A client that writes whatever bytes a test wants and keeps what comes back. */
export class RawClient {
  readonly socket: Socket
  /** Resolves with everything received, when the connection is closed from either side. */
  readonly closed: Promise<string>
  #received = ''
  #watchers: (() => void)[] = []

  constructor(port: number, firstBytes?: string) {
    this.socket = connect({ port, host: '127.0.0.1' })
    this.socket.setEncoding('latin1')
    this.socket.on('data', (text: string) => {
      this.#received += text
      this.#look()
    })
    this.socket.on('error', () => {})
    this.closed = new Promise((resolve) => {
      this.socket.on('close', () => {
        this.#look()
        resolve(this.#received)
      })
    })
    if (firstBytes !== undefined) this.send(firstBytes)
    onTestFinished(() => void this.socket.destroy())
  }

  send(text: string): void {
    this.socket.write(text, 'latin1')
  }

  /** Resolves with everything received once it contains the text; rejects when it never will. */
  until(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (this.#received.includes(text)) return resolve(this.#received)
        if (this.socket.closed) reject(new Error(`Closed before ${text} came: ${this.#received}`))
        return this.#watchers.push(look)
      }
      look()
    })
  }

  #look(): void {
    for (const look of this.#watchers.splice(0)) look()
  }
}

/**
 * Sends everything before it reads anything, as a simple uploader does, and resolves with what
 * it could read then: nothing, when its connection was reset meanwhile.
 */
export async function sendThenRead(port: number, text: string): Promise<string> {
  const client = new RawClient(port)
  client.socket.pause()
  await new Promise<void>((resolve) => {
    client.socket.once('error', () => resolve())
    client.socket.write(text, 'latin1', () => resolve())
  })
  client.socket.resume()
  return client.closed
}

/** Sends one request as raw bytes and resolves with all that came until the connection closed. */
export function exchangeBytes(port: number, text: string): Promise<string> {
  return new RawClient(port, text).closed
}

/** The status of the first answer in received bytes; 0 when there is none. */
export function statusOf(received: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(received)?.[1] ?? 0)
}
