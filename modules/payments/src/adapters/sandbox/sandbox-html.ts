import { createHash } from 'node:crypto'
import type { Money } from '@holdfast/kernel/contract'
import { sandboxStyle } from './sandbox-style.ts'

/** A piece of HTML; whatever is put into it by `html` is escaped unless it is one as well. */
export interface Html {
  readonly text: string
}

export function html(parts: TemplateStringsArray, ...values: readonly (string | Html)[]): Html {
  const text = parts
    .map((part, index) => part + (index < values.length ? textOf(values[index]) : ''))
    .join('')
  return { text }
}

export function join(pieces: readonly Html[]): Html {
  return { text: pieces.map(({ text }) => text).join('\n') }
}

function textOf(value: string | Html | undefined): string {
  return typeof value === 'string' ? escapeHtml(value) : (value?.text ?? '')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** `US$100.00`, as most readers of the page write it. */
export function writeMoney({ amount, currency, exponent }: Money): string {
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  })
  return format.format(amount / 10 ** exponent)
}

export interface Page {
  readonly title: string
  readonly businessName: string
  readonly content: Html
  readonly status?: number
}

const styleHash = createHash('sha256').update(sandboxStyle).digest('base64')

// In one piece: a space more and the browser would refuse it.
const style: Html = { text: `<style>${sandboxStyle}</style>` }

const flame: Html = {
  text: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M12 3q1 4 4 6.5t3 5.5a1 1 0 0 1-14 0 5 5 0 0 1 1-3 1 1 0 0 0 5 0c0-2-1.5-3-1.5-5q0-2 2.5-4"/></svg>',
}
const info: Html = {
  text: '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="M12 16v-4M12 8h.01"/></svg>',
}

/** A whole page; it runs no script and may be sent to this service alone. */
export function renderPage({ title, businessName, content, status = 200 }: Page): Response {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${businessName}</title>
        ${style}
      </head>
      <body>
        <aside class="note" aria-label="Practice payment">
          ${info}<span
            ><strong>Practice payment.</strong> No money moves here, and no card is needed.</span
          >
        </aside>
        <main>
          <div class="brand">${flame}${businessName}<span>Sandbox</span></div>
          <section class="card">${content}</section>
        </main>
      </body>
    </html>`
  return new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'none'",
        `style-src 'sha256-${styleHash}'`,
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  })
}
