import { createHash } from 'node:crypto'
import { htmlPartOf } from './html-part.ts'
import { escapeHtml } from './html.ts'
import type { Mailbox, StoredMail } from './local-mailbox.ts'
import { mailboxStyle } from './mailbox-style.ts'

/**
 * A page for development that shows what was sent: a list, and each mail with both parts. It
 * runs no script, and the HTML part is shown in a sandbox of its own. Mount it at `path`
 * (`/mailbox` unless told) and below; whoever reaches it reads all mails.
 */
export function mailboxPage(
  mailbox: Pick<Mailbox, 'list' | 'read'>,
  path = '/mailbox',
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response('Only GET works here.\n', {
        status: 405,
        headers: { allow: 'GET, HEAD' },
      })
    }
    const rest = new URL(request.url).pathname.slice(path.length)
    const [id, part, ...more] = rest.split('/').filter((piece) => piece !== '')
    if (id === undefined) return page(path, 'Mailbox', listOf(await mailbox.list(), path))
    const mail = more.length === 0 ? await mailbox.read(decode(id)) : undefined
    if (mail && part === undefined) return page(path, mail.subject, detailOf(mail, path))
    if (mail && part === 'html') return htmlPart(mail)
    return page(path, 'No such mail', '<p>There is no mail at this address.</p>', 404)
  }
}

function decode(piece: string): string {
  try {
    return decodeURIComponent(piece)
  } catch {
    // Not written by us, so it names no mail.
    return ''
  }
}

const styleHash = createHash('sha256').update(mailboxStyle).digest('base64')

// oxlint-disable-next-line max-params -- the four parts of a page
function page(path: string, title: string, content: string, status = 200): Response {
  const html = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${mailboxStyle}</style>`,
    '</head>',
    '<body>',
    `<header><a href="${escapeHtml(path)}">Mailbox</a> <span>Mails are kept here and sent to nobody.</span></header>`,
    `<main><h1>${escapeHtml(title)}</h1>`,
    content,
    '</main>',
    '</body>',
    '</html>',
  ]
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return answer(html.join('\n'), status, policy.join('; '))
}

function listOf(mails: readonly StoredMail[], path: string): string {
  if (mails.length === 0) {
    return '<p>No mail yet. Whatever the service sends in development appears here.</p>'
  }
  const rows = mails.map(
    (mail) =>
      `<li><a href="${linkTo(mail, path)}"><strong>${escapeHtml(mail.subject)}</strong>` +
      `<span>${escapeHtml(mail.to)}</span>${timeOf(mail)}</a></li>`,
  )
  return `<ul>${rows.join('\n')}</ul>`
}

function detailOf(mail: StoredMail, path: string): string {
  const attachments = mail.attachments.map(
    ({ fileName, contentType }) => `${escapeHtml(fileName)} (${escapeHtml(contentType)})`,
  )
  const facts = [
    ['To', escapeHtml(mail.to)],
    ['Sent', timeOf(mail)],
    ['Id', escapeHtml(mail.id)],
    ...(attachments.length > 0 ? [['Attached', attachments.join('<br>')]] : []),
  ]
  return [
    `<dl>${facts.map(([label, value]) => `<dt>${label}</dt><dd>${value}</dd>`).join('')}</dl>`,
    '<h2>HTML part</h2>',
    `<iframe title="HTML part" sandbox="allow-popups allow-popups-to-escape-sandbox" height="${frameHeight(mail)}" src="${linkTo(mail, path)}/html"></iframe>`,
    '<h2>Text part</h2>',
    `<pre>${withLinks(mail.text)}</pre>`,
  ].join('\n')
}

// Without a script a frame can not grow with its content, and one that is cut hides the links at
// the foot. Both parts say the same, so the lines of the text tell how high a phone draws it.
function frameHeight({ text }: StoredMail): number {
  const lines = text.split('\n').map((line) => Math.ceil(Math.max(1, line.length) / 36))
  return 220 + 24 * lines.reduce((sum, count) => sum + count, 0)
}

function htmlPart(mail: StoredMail): Response {
  const { html, policy } = htmlPartOf(mail)
  return answer(html, 200, policy)
}

function answer(html: string, status: number, policy: string): Response {
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-frame-options': 'SAMEORIGIN',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  })
}

function linkTo(mail: StoredMail, path: string): string {
  return escapeHtml(`${path}/${encodeURIComponent(mail.id)}`)
}

function timeOf({ sentAt }: StoredMail): string {
  return `<time datetime="${sentAt}">${sentAt.slice(0, 19).replace('T', ' ')} UTC</time>`
}

/** Escaped text whose web addresses are links. */
function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/)
    .map((piece, index) => {
      const escaped = escapeHtml(piece)
      const isLink = index % 2 === 1
      return isLink ? `<a href="${escaped}" target="_blank" rel="noopener">${escaped}</a>` : escaped
    })
    .join('')
}
