const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What is looked at of a request. */
export interface BrowserRequest {
  readonly method: string
  readonly headers: Headers
}

/**
 * Whether a request that a browser's cookie speaks for comes from our own pages, or changes
 * nothing. Browsers say so by `Sec-Fetch-Site`, which no page can set; older ones by `Origin`
 * alone. A request with neither does not come from a page of ours.
 */
export function isFromOurPages({ method, headers }: BrowserRequest, publicUrl: string): boolean {
  if (reading.has(method)) return true
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = headers.get('origin')
  if (origin === null || !URL.canParse(origin)) return false
  if (new URL(origin).origin === new URL(publicUrl).origin) return true
  // A development machine is reached by several names; by https there is one.
  return !publicUrl.startsWith('https://') && new URL(origin).host === headers.get('host')
}
