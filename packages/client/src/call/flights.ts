/** Work that is under way, for everybody who wants the same. */
export interface Flights {
  /**
   * Joins the work that is under way under `key`, or starts it. A caller whose signal aborts
   * leaves by `onLeave`; the work itself is aborted when the last one has left.
   */
  join<Value>(key: string, passenger: Passenger<Value>): Promise<Value>
}

export interface Passenger<Value> {
  readonly signal: AbortSignal | undefined
  readonly start: (signal: AbortSignal) => Promise<Value>
  /** The failure of a caller who leaves. */
  readonly onLeave: (reason: unknown) => Error
}

interface Flight {
  readonly landed: Promise<unknown>
  readonly controller: AbortController
  passengers: number
}

export function createFlights(): Flights {
  const flights = new Map<string, Flight>()

  function take<Value>(key: string, start: Passenger<Value>['start']): Flight {
    const known = flights.get(key)
    if (known && !known.controller.signal.aborted) return known
    const controller = new AbortController()
    const landed = start(controller.signal).finally(() => {
      if (flights.get(key) === flight) flights.delete(key)
    })
    const flight: Flight = { landed, controller, passengers: 0 }
    flights.set(key, flight)
    return flight
  }

  return {
    async join<Value>(key: string, { signal, start, onLeave }: Passenger<Value>): Promise<Value> {
      if (signal?.aborted) throw onLeave(signal.reason)
      const flight = take(key, start)
      flight.passengers += 1
      const left = Promise.withResolvers<never>()
      const leave = () => {
        left.reject(onLeave(signal?.reason))
        flight.passengers -= 1
        if (flight.passengers === 0) flight.controller.abort(signal?.reason)
      }
      signal?.addEventListener('abort', leave, { once: true })
      try {
        // Whoever joins a key asks for the same, so it is of the same type.
        return await Promise.race([flight.landed as Promise<Value>, left.promise])
      } finally {
        signal?.removeEventListener('abort', leave)
      }
    },
  }
}
