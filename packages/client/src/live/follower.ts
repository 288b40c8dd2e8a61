import type { Credentials } from '../call/request.ts'
import { readRetryAfter } from '../call/retry-after.ts'
import { callSafely } from '../platform/events.ts'
import { createPlatform, isBrowser, sleep, type Clock, type Fetch } from '../platform/platform.ts'
import { createFrameReader, type Frame } from './frames.ts'
import { lookedAt, whenLeftAlone, type LookedAt } from './presence.ts'

/**
 * `open`: told of everything. `waiting`: the connection was lost and will be made again. `ended`:
 * the service refuses, such as after the session has ended; that is final.
 */
export type FollowStatus = 'connecting' | 'open' | 'waiting' | 'ended'

export interface StreamOptions<Item> {
  readonly onEvent: (event: Item) => void
  readonly onStatus?: ((status: FollowStatus) => void) | undefined
  /** Where the service is, without `/api/v1`. The page's own origin unless told. */
  readonly baseUrl?: string | undefined
  /** An API key; the session's cookie goes along without one. */
  readonly accessToken?: string | undefined
  readonly credentials?: Credentials | undefined
  readonly clock?: Clock | undefined
  readonly fetch?: Fetch | undefined
  /** In [0, 1); for the jitter. */
  readonly random?: (() => number) | undefined
  /** Says whether somebody looks; the page's document unless told. */
  readonly page?: LookedAt | undefined
}

export interface Following {
  status(): FollowStatus
  /** Ends it for good. Safe to call twice. */
  close(): void
}

/** A stream of the service, and where in it to begin. */
interface Stream {
  /** Below `/api/v1`. */
  readonly path: string
  readonly after?: string | undefined
  /** It says `ready` once everything since is told; one that does not is open from its answer on. */
  readonly saysReady: boolean
  readonly onUnsure?: (() => void) | undefined
  readonly onAnew?: (() => void) | undefined
}

const baseMs = 1_000
const capMs = 30_000
/** The service says something every 30 s. */
const silentMs = 75_000
const hiddenMs = 20_000

type Outcome = { readonly isFinal: boolean; readonly afterMs?: number | undefined }

/**
 * Follows a stream until it is closed or refused. A connection that is lost is made again, after
 * 1 s, 2 s, up to 30 s, all of it random, and goes on behind the last event: each is told once.
 * While nobody looks at the page for longer than 20 s it lets go, and catches up afterwards.
 */
export function follow<Item>(stream: Stream, options: StreamOptions<Item>): Following {
  const follower = new Follower(stream, options)
  void follower.run()
  return { status: () => follower.status, close: () => follower.close() }
}

class Follower<Item> {
  status: FollowStatus = 'connecting'
  readonly #stream: Stream
  readonly #options: StreamOptions<Item>
  readonly #platform
  readonly #page: LookedAt | undefined
  readonly #closing = new AbortController()
  #position: string | undefined
  #retryMs: number | undefined
  #failures = 0
  #wasReady = false

  constructor(stream: Stream, options: StreamOptions<Item>) {
    this.#stream = stream
    this.#options = options
    this.#position = stream.after
    this.#platform = createPlatform(options)
    this.#page = options.page ?? (isBrowser() ? Reflect.get(globalThis, 'document') : undefined)
  }

  close(): void {
    this.#closing.abort()
    this.status = 'ended'
  }

  async run(): Promise<void> {
    const { signal } = this.#closing
    while (!signal.aborted) {
      await lookedAt(this.#page, signal)
      const { isFinal, afterMs = 0 } = await this.#connect()
      if (signal.aborted) return
      if (isFinal) return this.#say('ended')
      this.#say('waiting')
      await sleep(this.#platform.clock, Math.max(afterMs, this.#pauseMs()), signal)
    }
  }

  /** The service's own time after a restart; else longer with each failure, all of it random. */
  #pauseMs(): number {
    const retryMs = this.#retryMs
    this.#retryMs = undefined
    if (retryMs !== undefined) return retryMs
    const longestMs = Math.min(capMs, baseMs * 2 ** this.#failures)
    this.#failures += 1
    return this.#platform.random() * longestMs
  }

  async #connect(): Promise<Outcome> {
    const { clock } = this.#platform
    const leaving = new AbortController()
    const leave = () => leaving.abort()
    this.#closing.signal.addEventListener('abort', leave)
    const endWatch = whenLeftAlone(this.#page, { clock, hiddenMs, leave })
    try {
      return await this.#read(leaving)
    } catch {
      return { isFinal: false }
    } finally {
      endWatch()
      leave()
      this.#closing.signal.removeEventListener('abort', leave)
    }
  }

  async #read(leaving: AbortController): Promise<Outcome> {
    const { clock, fetch } = this.#platform
    if (this.status !== 'waiting') this.#say('connecting')
    const silence = watchSilence(clock, leaving)
    const response = await fetch(this.#address(), this.#request(leaving.signal))
    if (!response.ok || !response.body) {
      // It does not know where we were, such as after an upgrade: from now on, and all read anew.
      if (response.status === 400) this.#forgetPosition()
      const isFinal = response.status === 401 || response.status === 403
      return { isFinal, afterMs: readRetryAfter(response.headers, clock.now()) }
    }
    if (!this.#stream.saysReady) this.#begin()
    const readFrames = createFrameReader()
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return { isFinal: false }
      silence()
      for (const frame of readFrames(value)) if (this.#take(frame)) return { isFinal: true }
    }
  }

  #address(): string {
    const after = this.#position && `?after=${encodeURIComponent(this.#position)}`
    return `${this.#options.baseUrl ?? ''}/api/v1${this.#stream.path}${after ?? ''}`
  }

  #request(signal: AbortSignal): RequestInit {
    const { accessToken, credentials = 'same-origin' } = this.#options
    const headers: Record<string, string> = { accept: 'text/event-stream' }
    if (accessToken) headers['authorization'] = `Bearer ${accessToken}`
    return { headers, credentials, cache: 'no-store', signal }
  }

  /** True when the service says that this was the end. */
  #take({ id, event, data, retry }: Frame): boolean {
    const said = JSON.parse(data ?? '{}') as Item & { readonly position?: string }
    this.#position = id ?? said.position ?? this.#position
    if (event === undefined && id !== undefined) callSafely(() => this.#options.onEvent(said))
    if (event === 'restart') this.#retryMs = Number(retry)
    if (event === 'ready' || event === 'resync') this.#begin(event)
    return event === 'ended'
  }

  #begin(event?: 'ready' | 'resync'): void {
    const isFirst = !this.#wasReady
    this.#wasReady = true
    this.#failures = 0
    this.#say('open')
    if (isFirst || event === 'resync') callSafely(() => this.#stream.onUnsure?.())
    if (event === 'resync') callSafely(() => this.#stream.onAnew?.())
  }

  #forgetPosition(): void {
    this.#position = undefined
    this.#wasReady = false
  }

  #say(status: FollowStatus): void {
    if (this.status === status || this.#closing.signal.aborted) return
    this.status = status
    callSafely(() => this.#options.onStatus?.(status))
  }
}

/** Gives the connection up when nothing has come for too long; called at each sign of life. */
function watchSilence(clock: Clock, leaving: AbortController): () => void {
  let cancel: (() => void) | undefined
  const restart = () => {
    cancel?.()
    cancel = clock.schedule(silentMs, () => leaving.abort())
  }
  restart()
  leaving.signal.addEventListener('abort', () => cancel?.())
  return restart
}
