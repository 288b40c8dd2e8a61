/** How a flight ended. */
export type Landing<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown }

/** Work that is going on in this process, by name: at most one flight under each. */
export interface Flights<T> {
  /** The flight under `name`, which never rejects; undefined when there is none. */
  find(name: string): Promise<Landing<T>> | undefined
  /** Starts `work` under a name that is free, and gives its result or its error. */
  start(name: string, work: () => Promise<T>): Promise<T>
}

export function createFlights<T>(): Flights<T> {
  const inTheAir = new Map<string, Promise<Landing<T>>>()
  return {
    find: (name) => inTheAir.get(name),
    async start(name, work) {
      // The name is free again before anybody who waits learns of the end.
      const flight = land(work).finally(() => inTheAir.delete(name))
      inTheAir.set(name, flight)
      const landing = await flight
      if (landing.ok) return landing.value
      throw landing.error
    },
  }
}

async function land<T>(work: () => Promise<T>): Promise<Landing<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    return { ok: false, error }
  }
}
