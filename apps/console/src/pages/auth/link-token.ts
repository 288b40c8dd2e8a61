import { useState } from 'react'

/** The token of a mailed link. It stands behind the `#`, where no server sees it. */
export function readLinkToken(hash: string): string | undefined {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token')?.trim()
  return token ? token : undefined
}

/** The token of this page's address, and how to take it out of there once it has been used. */
export function useLinkToken() {
  const [token] = useState(() => readLinkToken(location.hash))
  return { token, forget: forgetToken }
}

function forgetToken(): void {
  history.replaceState(history.state, '', location.pathname + location.search)
}
