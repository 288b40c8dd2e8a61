import { safeStorage, type KeyValueStorage } from './safe-storage.ts'

/** Where time comes from; a test moves it by hand. */
export interface Clock {
  /** Wall time. It may jump. */
  now(): Date
  /** Milliseconds that never jump; only differences mean something. */
  monotonicMs(): number
  /** Calls back once after `delayMs`; the function it returns prevents that. */
  schedule(delayMs: number, callback: () => void): () => void
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** The world outside of the client. Every part can be given, so that a test owns it. */
export interface Platform {
  readonly clock: Clock
  readonly fetch: Fetch
  /** What survives a reload of the page and ends with its tab. */
  readonly storage: KeyValueStorage
  /** What all tabs share. */
  readonly sharedStorage: KeyValueStorage
  /** In [0, 1). */
  readonly random: () => number
  readonly isOnline: () => boolean
}

/** The platform that the client runs on, with the parts that were given. */
export function createPlatform(given: {
  readonly [Part in keyof Platform]?: Platform[Part] | undefined
}): Platform {
  return {
    clock: given.clock ?? systemClock,
    fetch: given.fetch ?? ((url, init) => fetch(url, init)),
    storage: safeStorage(given.storage ?? browserStorage('sessionStorage')),
    sharedStorage: safeStorage(given.sharedStorage ?? browserStorage('localStorage')),
    random: given.random ?? Math.random,
    isOnline: given.isOnline ?? isDeviceOnline,
  }
}

const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Only a clear no counts: Node has no opinion. */
function isDeviceOnline(): boolean {
  return Reflect.get(globalThis.navigator ?? {}, 'onLine') !== false
}

/** Whether there is a page: Node and workers have none, and no storage of a tab. */
export function isBrowser(): boolean {
  return 'document' in globalThis
}

/** A storage of the browser. Reading the property throws where storage is forbidden. */
function browserStorage(name: 'sessionStorage' | 'localStorage'): KeyValueStorage | undefined {
  try {
    return isBrowser() ? globalThis[name] : undefined
  } catch {
    return undefined
  }
}

/** Resolves when the wall clock has passed `delayMs`, or at once when `signal` aborts. */
export async function sleep(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  const untilMs = clock.monotonicMs() + delayMs
  // A timer may fire up to a millisecond early, and early is what a server must never see.
  for (
    let leftMs = delayMs;
    leftMs > 0 && !signal.aborted;
    leftMs = untilMs - clock.monotonicMs()
  ) {
    await pause(clock, Math.ceil(leftMs), signal)
  }
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const cancel = clock.schedule(delayMs, done)
    signal.addEventListener('abort', done, { once: true })
  })
}
