import { isBrowser, type Clock } from '../platform/platform.ts'

/** The part of a `WebSocket` that is needed. */
export interface SocketLike {
  addEventListener<Name extends keyof SocketEvents>(
    name: Name,
    listener: (event: SocketEvents[Name]) => void,
  ): void
  send(text: string): void
  close(): void
}

interface SocketEvents {
  readonly open: object
  readonly message: { readonly data: unknown }
  readonly close: { readonly code: number; readonly reason: string }
}

export type OpenSocket = (url: string, headers: Readonly<Record<string, string>>) => SocketLike

/** The WebSocket of the browser, which takes no headers, or of Node. */
export const openPlatformSocket: OpenSocket = (url, headers) => {
  // Node's takes headers where the browser's takes protocols, which the types do not know.
  const Socket = Reflect.get(globalThis, 'WebSocket') as new (
    url: string,
    options?: object,
  ) => SocketLike
  return isBrowser() ? new Socket(url) : new Socket(url, { headers })
}

/** How a connection ended, as far as it was said. */
export interface SocketEnd {
  readonly code: number
  readonly retryMs?: number | undefined
}

export interface SocketUse {
  readonly clock: Clock
  readonly signal: AbortSignal
  onMessage(text: string, write: (text: string) => void): void
}

const openWithinMs = 15_000
/** The service says something every 30 s. */
const silentMs = 75_000
/** What a browser says of a connection that was lost. */
const lost: SocketEnd = { code: 1006 }

/** Resolves when the connection has ended, from whichever side, or has been silent for too long. */
export function untilEnd(
  socket: SocketLike,
  { clock, signal, onMessage }: SocketUse,
): Promise<SocketEnd> {
  return new Promise((resolve) => {
    let isOver = false
    let cancel: (() => void) | undefined
    const end = (how: SocketEnd) => {
      isOver = true
      cancel?.()
      signal.removeEventListener('abort', leave)
      socket.close()
      resolve(how)
    }
    const leave = () => end(lost)
    const expectWithin = (ms: number) => {
      cancel?.()
      cancel = clock.schedule(ms, leave)
    }
    expectWithin(openWithinMs)
    signal.addEventListener('abort', leave)
    socket.addEventListener('open', () => {
      if (!isOver) expectWithin(silentMs)
    })
    socket.addEventListener('close', ({ code, reason }) => {
      if (!isOver) end({ code, retryMs: retryOf(reason) })
    })
    socket.addEventListener('message', ({ data }) => {
      if (isOver) return
      expectWithin(silentMs)
      try {
        onMessage(String(data), (text) => socket.send(text))
      } catch {
        // Not what the service says: begin anew.
        leave()
      }
    })
  })
}

function retryOf(reason: string): number | undefined {
  try {
    const said: unknown = Reflect.get(Object(JSON.parse(reason)), 'retryMs')
    return typeof said === 'number' ? said : undefined
  } catch {
    return undefined
  }
}
