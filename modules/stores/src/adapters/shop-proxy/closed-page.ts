import { createHash } from 'node:crypto'

export interface ClosedPage {
  readonly status: 404 | 503
  readonly title: string
  readonly text: string
  readonly retryAfterSeconds?: number
}

export const closedPages = {
  unknown: {
    status: 404,
    title: 'There is no shop here',
    text: 'The address may have a slip in it, or the shop has closed for good.',
  },
  closed: {
    status: 503,
    title: 'This shop is closed for now',
    text: 'Its owner has closed it and can open it again at any time. Your cart is kept.',
    retryAfterSeconds: 300,
  },
  opening: {
    status: 503,
    title: 'This shop opens in a moment',
    text: 'It is being set up. This page asks again by itself.',
    retryAfterSeconds: 5,
  },
  silent: {
    status: 503,
    title: 'This shop does not answer',
    text: 'It will be back soon, and nothing was ordered. This page asks again by itself.',
    retryAfterSeconds: 5,
  },
} as const satisfies Readonly<Record<string, ClosedPage>>

const style = `
:root { color-scheme: light dark }
body { display: grid; place-items: center; min-height: 100dvh; margin: 0; padding: 24px; box-sizing: border-box;
  background: light-dark(oklch(0.98 0.008 80), oklch(0.182 0.012 60));
  color: light-dark(oklch(0.235 0.02 50), oklch(0.945 0.012 82));
  font: 400 1rem/1.5 'Inter', system-ui, sans-serif; text-align: center }
svg { width: 72px; fill: none; stroke: light-dark(oklch(0.55 0.15 38), oklch(0.74 0.14 38));
  stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round }
h1 { margin: 16px 0 0; font: 560 1.9375rem/1.15 'Fraunces', Georgia, serif; text-wrap: balance }
p { max-width: 44ch; margin: 12px auto 0; text-wrap: pretty;
  color: light-dark(oklch(0.43 0.022 55), oklch(0.79 0.018 76)) }
`
const styleHash = createHash('sha256').update(style).digest('base64')

/** Fixed texts alone: nothing that a visitor sent is in it. */
export function renderClosedPage({ status, title, text, retryAfterSeconds }: ClosedPage) {
  const again =
    retryAfterSeconds !== undefined && retryAfterSeconds < 60
      ? `<meta http-equiv="refresh" content="${retryAfterSeconds}">`
      : ''
  const body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">${again}<title>${title}</title><style>${style}</style></head>
<body><main><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 9 5 4h14l2 5M4 9v11h16V9M3 9a3 3 0 0 0 6 0 3 3 0 0 0 6 0 3 3 0 0 0 6 0M8 15h8"/></svg>
<h1>${title}</h1><p>${text}</p></main></body></html>
`
  return {
    status,
    body,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
  }
}
