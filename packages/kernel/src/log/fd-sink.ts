import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Sink } from './sink.ts'

const batchDelayMs = 10
const batchLength = 65_536
const maxWaitingLength = 8 * 1024 * 1024
const retryDelayMs = 50
const flushLimitMs = 2_000
const exitLimitMs = 500

/**
 * Writes lines to a file descriptor in batches, at most 10 ms after they came. Never waits in
 * the caller: while a pipe is full, up to 8 MiB are kept, then lines are dropped and counted;
 * when nobody reads any more, all are. At the exit of the process the rest is written, within
 * half a second.
 */
export class FdSink implements Sink {
  readonly #fd: number
  readonly #describeLoss: (lines: number) => string
  #waiting = ''
  /** What the destination has not taken yet; it goes before `#waiting`. */
  #rest: Buffer = Buffer.alloc(0)
  #lostLines = 0
  #timer: NodeJS.Timeout | undefined
  #isGone = false
  #idle: (() => void)[] = []

  constructor(fd: number, describeLoss: (lines: number) => string) {
    this.#fd = withoutBlocking(fd)
    this.#describeLoss = describeLoss
    flushAtExit(this)
  }

  write(line: string): void {
    if (this.#isGone) return
    if (this.#waiting.length > maxWaitingLength) {
      this.#lostLines += 1
      return
    }
    this.#waiting += line
    if (this.#waiting.length >= batchLength && this.#rest.length === 0) this.#send()
    else this.#sendLater(batchDelayMs)
  }

  flush(): Promise<void> {
    this.#send()
    if (this.#isDone()) return Promise.resolve()
    return new Promise((resolve) => {
      const limit = setTimeout(resolve, flushLimitMs)
      this.#idle.push(() => {
        clearTimeout(limit)
        resolve()
      })
    })
  }

  /** Only for the end of the process: it waits. */
  flushAndWait(): void {
    const deadline = Date.now() + exitLimitMs
    this.#send()
    while (!this.#isDone() && Date.now() < deadline) {
      pause(5)
      this.#send()
    }
  }

  #isDone(): boolean {
    return this.#isGone || (this.#rest.length === 0 && this.#waiting === '')
  }

  #sendLater(delayMs: number): void {
    if (this.#timer) return
    this.#timer = setTimeout(() => this.#send(), delayMs)
    this.#timer.unref()
  }

  #send(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writeRest()
    while (this.#rest.length === 0 && this.#waiting !== '') {
      this.#rest = Buffer.from(this.#takeWaiting())
      this.#writeRest()
    }
    if (this.#isDone()) for (const resolve of this.#idle.splice(0)) resolve()
    else this.#sendLater(retryDelayMs)
  }

  #takeWaiting(): string {
    const text = this.#waiting + (this.#lostLines > 0 ? this.#describeLoss(this.#lostLines) : '')
    this.#lostLines = 0
    this.#waiting = ''
    return text
  }

  #writeRest(): void {
    while (this.#rest.length > 0 && !this.#isGone) {
      const written = tryWrite(this.#fd, this.#rest)
      if (written === 'later') return
      if (written === 'never') return this.#giveUp()
      this.#rest = this.#rest.subarray(written)
    }
  }

  #giveUp(): void {
    this.#isGone = true
    this.#rest = Buffer.alloc(0)
    this.#waiting = ''
  }
}

function tryWrite(fd: number, bytes: Buffer): number | 'later' | 'never' {
  try {
    return writeSync(fd, bytes)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'EPIPE' || code === 'EBADF' || code === 'ECONNRESET' ? 'never' : 'later'
  }
}

/** Sockets whose only task is that the kernel does not block on their descriptor. */
const opened: Socket[] = []

// A pipe or terminal inherited from a parent blocks whoever writes to it when it is full. A
// description of our own, which does not, costs one open. A socket can not be opened again:
// there Node sets the flag when it takes the descriptor. Files do not block.
function withoutBlocking(fd: number): number {
  try {
    const kind = fstatSync(fd)
    if (kind.isSocket()) {
      opened.push(new Socket({ fd, readable: false, writable: true }).unref())
    } else if (process.platform === 'linux' && (kind.isFIFO() || kind.isCharacterDevice())) {
      return reopen(fd)
    }
  } catch {
    // A descriptor that can not be told not to block is used as it is.
  }
  return fd
}

function reopen(fd: number): number {
  const own = openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK)
  if (fstatSync(own).ino === fstatSync(fd).ino) return own
  closeSync(own)
  return fd
}

function pause(delayMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs)
}

const sinks = new Set<FdSink>()

function flushAtExit(sink: FdSink): void {
  if (sinks.size === 0) process.on('exit', () => sinks.forEach((each) => each.flushAndWait()))
  sinks.add(sink)
}
