// One process that loads one address and prints what it saw as JSON. It speaks just enough
// HTTP to count answers, so that it needs less processor time than any server it measures.
import { connect, type Socket } from 'node:net'

export interface LoadRequest {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly connections: number
  readonly warmUpMs: number
  readonly measureMs: number
}

export interface LoadResult {
  readonly answers: number
  readonly durationMs: number
  /** Those of the warm-up too. */
  readonly answersInAll: number
  /** Answers whose status was not 200, and connections that broke. */
  readonly failures: number
  readonly latencyMs: { readonly p50: number; readonly p99: number }
  /** The client's own processor time per wall time; near 1 means that it was the bottleneck. */
  readonly clientLoad: number
}

const blankLine = Buffer.from('\r\n\r\n')

class Connection {
  readonly #socket: Socket
  readonly #request: Buffer
  readonly #onAnswer: (ok: boolean, startedMs: number) => void
  #held: Buffer = Buffer.alloc(0)
  #startedMs = 0
  #stopped = false

  constructor(port: number, request: Buffer, onAnswer: (ok: boolean, startedMs: number) => void) {
    this.#request = request
    this.#onAnswer = onAnswer
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => this.#ask())
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk))
    this.#socket.on('error', () => this.#lost())
    this.#socket.on('end', () => this.#lost())
  }

  stop(): void {
    this.#stopped = true
    this.#socket.destroy()
  }

  #lost(): void {
    if (!this.#stopped) this.#onAnswer(false, this.#startedMs)
    this.stop()
  }

  #ask(): void {
    this.#startedMs = performance.now()
    this.#socket.write(this.#request)
  }

  #read(chunk: Buffer): void {
    const data = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    const size = answerSize(data)
    if (size === undefined || data.length < size) {
      this.#held = data
      return
    }
    this.#held = data.subarray(size)
    // 'HTTP/1.1 200': the first digit stands at 9.
    this.#onAnswer(data[9] === 50 && data[10] === 48 && data[11] === 48, this.#startedMs)
    if (!this.#stopped) this.#ask()
  }
}

/** The whole answer's size in bytes, once its headers are there. */
function answerSize(data: Buffer): number | undefined {
  const headEnd = data.indexOf(blankLine)
  if (headEnd < 0) return undefined
  const head = data.toString('latin1', 0, headEnd)
  const at = contentLengthAt(head)
  if (at >= 0) return headEnd + 4 + Number.parseInt(head.slice(at + 17), 10)
  const last = data.indexOf('0\r\n\r\n', headEnd)
  return last < 0 ? undefined : last + 5
}

function contentLengthAt(head: string): number {
  const usual = head.indexOf('\r\nContent-Length:')
  return usual >= 0 ? usual : head.toLowerCase().indexOf('\r\ncontent-length:')
}

function requestBytes(asked: LoadRequest): Buffer {
  const headers = Object.entries(asked.headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`GET ${asked.path} HTTP/1.1\r\n${headers.join('')}\r\n`)
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

async function load(asked: LoadRequest): Promise<LoadResult> {
  const request = requestBytes(asked)
  const latencies: number[] = []
  let failures = 0
  let answersInAll = 0
  let measuring = false
  const onAnswer = (ok: boolean, startedMs: number) => {
    answersInAll += 1
    if (!measuring) return
    if (ok) latencies.push(performance.now() - startedMs)
    else failures += 1
  }
  const connections = Array.from(
    { length: asked.connections },
    () => new Connection(asked.port, request, onAnswer),
  )
  await new Promise((resolve) => setTimeout(resolve, asked.warmUpMs))
  measuring = true
  const startMs = performance.now()
  const startCpu = process.cpuUsage()
  await new Promise((resolve) => setTimeout(resolve, asked.measureMs))
  measuring = false
  const durationMs = performance.now() - startMs
  const cpu = process.cpuUsage(startCpu)
  for (const connection of connections) connection.stop()
  latencies.sort((a, b) => a - b)
  return {
    answers: latencies.length,
    answersInAll,
    durationMs,
    failures,
    latencyMs: { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) },
    clientLoad: (cpu.user + cpu.system) / 1000 / durationMs,
  }
}

const [asked] = process.argv.slice(2)
if (asked === undefined) throw new Error('Usage: load-client.ts JSON')
// The parent wrote this argument from a LoadRequest.
process.stdout.write(`${JSON.stringify(await load(JSON.parse(asked) as LoadRequest))}\n`)
