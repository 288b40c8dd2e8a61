/** What happened to the limits of a category of requests. */
export interface LimitEvent {
  /** Which call: `bookings.createBooking`. */
  readonly endpoint: string
  readonly category: string
  readonly waitMs: number
  /** How many requests may be sent now. */
  readonly remaining: number
}

export interface ClientEvents {
  /** A call was refused here, before anything was sent. */
  readonly 'rate-limit-exceeded': LimitEvent
  /** The service answered 429. */
  readonly 'server-rate-limit-exceeded': LimitEvent
}

export interface Events {
  /** Calls back at each event; the function it returns ends that. */
  on<Name extends keyof ClientEvents>(
    name: Name,
    listener: (event: ClientEvents[Name]) => void,
  ): () => void
  emit<Name extends keyof ClientEvents>(name: Name, event: ClientEvents[Name]): void
}

export function createEvents(): Events {
  const listeners = new Set<{
    readonly name: string
    readonly listener: (event: LimitEvent) => void
  }>()
  return {
    on(name, listener) {
      const entry = { name, listener }
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    emit(name, event) {
      for (const entry of listeners) {
        if (entry.name === name) callSafely(() => entry.listener(event))
      }
    },
  }
}

/** Calls what an application gave: its mistakes are its own and never break a call. */
export function callSafely(callback: () => void): void {
  try {
    callback()
  } catch (error) {
    // The browser's way to make an error visible that nobody waits for; Node has none.
    const report: unknown = Reflect.get(globalThis, 'reportError')
    if (typeof report === 'function') report(error)
  }
}
