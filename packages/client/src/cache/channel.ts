import { isBrowser } from '../platform/platform.ts'

/** What tabs tell each other: tags that a write made wrong, or that somebody signed out. */
export type CacheMessage = readonly string[] | 'forget'

export interface Channel {
  tell(message: CacheMessage): void
  listen(listener: (message: CacheMessage) => void): void
}

/** The channel between the tabs of one origin; undefined where there are none. */
export function browserChannel(name: string): Channel | undefined {
  if (!isBrowser() || !('BroadcastChannel' in globalThis)) return undefined
  const channel = new BroadcastChannel(name)
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
    tell: (message) => channel.postMessage(message),
    listen(listener) {
      channel.addEventListener('message', (event: object) => {
        const data: unknown = Reflect.get(event, 'data')
        if (data === 'forget') listener(data)
        else if (Array.isArray(data)) listener(data.filter((tag) => typeof tag === 'string'))
      })
    },
  }
}
