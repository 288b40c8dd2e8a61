import {
  createClient,
  type ClientControls,
  type ClientEvents,
  type Contracts,
  type FriendlyTexts,
} from '@holdfast/client'

type EventName = keyof ClientEvents
type Listener = (event: ClientEvents[EventName]) => void

const listeners = new Set<{ readonly name: EventName; readonly listener: Listener }>()

/** What happens to the limits, whichever part of the API was called. */
export const limitEvents = {
  on(name: EventName, listener: Listener): () => void {
    const entry = { name, listener }
    listeners.add(entry)
    return () => void listeners.delete(entry)
  },
}

/**
 * The operations of some modules, with the person's session cookie. What only some pages call
 * stands beside those pages, so that nobody waits for contracts that are not needed yet; limits
 * are kept together all the same.
 */
export function createApi<const All extends Contracts>(contracts: All, texts: FriendlyTexts) {
  const client = createClient({ contracts, texts })
  // No module of ours is called `on`, which would hide it.
  const { on } = client as unknown as Pick<ClientControls, 'on'>
  for (const name of ['rate-limit-exceeded', 'server-rate-limit-exceeded'] as const) {
    on(name, (event) => tell(name, event))
  }
  return client
}

function tell(name: EventName, event: ClientEvents[EventName]): void {
  for (const entry of listeners) if (entry.name === name) entry.listener(event)
}
