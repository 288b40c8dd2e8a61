import { createHash } from 'node:crypto'
import type { Clock } from '@holdfast/kernel/clock'
import type { Files } from '@holdfast/kernel/files'
import type { Database } from '@holdfast/kernel/postgres'
import { linksTo } from '../../asset/link-to-asset.ts'
import { assetOnWire } from '../../asset/asset-on-wire.ts'
import type { Asset } from '../../contract.ts'
import { findShared, type Shared } from '../../share/find-shared.ts'
import type { StudioTables } from '../../tables.ts'
import { html, type Html } from './html.ts'
import { style } from './style.ts'

export interface SharePageOptions {
  readonly database: Database<unknown>
  readonly files: Files
  readonly clock: Clock
  readonly businessName: string
}

/** Long enough to watch it, also from a page that stayed open over dinner. */
const linksWorkMs = 6 * 3_600_000

/**
 * The page at `/shared/TOKEN`: a video, picture or song for whoever has the link. It runs no
 * script, loads nothing but that file, and is in no search engine.
 */
export function createSharePage(
  options: SharePageOptions,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
    }
    const token = /^\/shared\/([\w-]{43})$/.exec(new URL(request.url).pathname)?.[1]
    const { kysely } = options.database.withTypes<StudioTables>()
    const shared = token && (await findShared(kysely, token, options.clock.now()))
    return shared ? show(shared, options) : notFound(options)
  }
}

async function show(shared: Shared, options: SharePageOptions): Promise<Response> {
  const { files, clock } = options
  const now = clock.now()
  const expiresAt = new Date(Math.min(now.getTime() + linksWorkMs, shared.expiresAt.getTime()))
  const links = await linksTo(shared.asset, { files, expiresAt })
  const asset = await assetOnWire(shared.asset, { files, now })
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' })
  const content = html`<h1>${asset.name}</h1>
    <figure>${player(asset, links.viewUrl)}</figure>
    <div class="row">
      <a class="button" href="${links.downloadUrl}">Download</a>
      <p>This link works until ${day.format(shared.expiresAt)}.</p>
    </div>
    ${noteOf(asset.label)} ${noteOf(asset.attribution)}`
  const sources = [links.viewUrl, asset.previewUrl ?? links.viewUrl].map(originOf)
  return render({ title: asset.name, content, sources, options })
}

function player({ kind, name, previewUrl, width, height }: Asset, url: string): Html {
  switch (kind) {
    case 'video':
      return html`<video
        src="${url}"
        poster="${previewUrl ?? ''}"
        width="${String(width ?? 16)}"
        height="${String(height ?? 9)}"
        controls
        playsinline
        preload="metadata"
        aria-label="${name}"
      ></video>`
    case 'audio':
      return html`<audio src="${url}" controls preload="metadata" aria-label="${name}"></audio>`
    case 'image':
      return html`<img src="${url}" alt="${name}" />`
  }
}

function noteOf(text: string | null): Html {
  return text === null ? html`` : html`<p>${text}</p>`
}

function originOf(url: string): string {
  return new URL(url).origin
}

function notFound(options: SharePageOptions): Response {
  const content = html`<h1>This link does not work any more</h1>
    <p>It has ended, or a part of it is missing. Please ask whoever sent it for a new one.</p>`
  const title = 'This link does not work'
  return render({ title, content, sources: [], options, status: 404 })
}

interface Page {
  readonly title: string
  readonly content: Html
  /** From where the file comes. */
  readonly sources: readonly string[]
  readonly options: SharePageOptions
  readonly status?: number
}

const styleHash = createHash('sha256').update(style).digest('base64')

function render({ title, content, sources, options, status = 200 }: Page): Response {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${options.businessName}</title>
        ${{ text: `<style>${style}</style>` }}
      </head>
      <body>
        <main>
          <div class="brand">${options.businessName}</div>
          ${content}
        </main>
      </body>
    </html>`
  const from = [...new Set(sources)].join(' ') || "'none'"
  return new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'none'",
        `img-src ${from}`,
        `media-src ${from}`,
        `style-src 'sha256-${styleHash}'`,
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
    },
  })
}
