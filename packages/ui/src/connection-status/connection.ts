import { createFollowed, type Followed } from '../followed/followed.ts'

/** `back` is online again, said for a moment after it was not. */
export type Connection = 'online' | 'offline' | 'back'

export interface ConnectionWords {
  readonly offline: string
  readonly back: string
}

export const usualWords: ConnectionWords = {
  offline: 'You are offline. What you entered is kept.',
  back: 'You are online again.',
}

const backForMs = 4_000

/** Whether the device has a connection, as far as the browser knows. Listens while followed. */
export function createConnection(page: Window = window): Followed<Connection> {
  const state = createFollowed<Connection>(browserSays(page), listen)
  let timer: ReturnType<typeof setTimeout> | undefined

  function listen(): () => void {
    if (state.read() !== 'back') look()
    page.addEventListener('online', look)
    page.addEventListener('offline', look)
    return () => {
      clearTimeout(timer)
      page.removeEventListener('online', look)
      page.removeEventListener('offline', look)
    }
  }

  function look(): void {
    const now = browserSays(page)
    const isBack = now === 'online' && state.read() === 'offline'
    clearTimeout(timer)
    if (isBack) timer = setTimeout(() => state.set('online'), backForMs)
    state.set(isBack ? 'back' : now)
  }

  return state
}

function browserSays(page: Window): Connection {
  return page.navigator.onLine ? 'online' : 'offline'
}
