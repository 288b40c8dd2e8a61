import { escapeHtml, safeLink } from './html.ts'

/** What a mail says. Plain text everywhere: it is escaped where it is written out. */
export interface MailContent {
  readonly title: string
  readonly paragraphs: readonly string[]
  /** A table of facts: what, when, where. */
  readonly facts?: readonly { readonly label: string; readonly value: string }[]
  /** The one thing to do. The text part shows the whole link, and has no button to speak of. */
  readonly button?: { readonly label: string; readonly link: string }
  /** Said after the button, such as how long the link works. */
  readonly closing?: readonly string[]
  /** Who writes and why. */
  readonly footer: readonly string[]
  /** The language of the text, for screen readers; `en` unless told. */
  readonly language?: string
}

/** The text and the HTML part of a mail, which say the same. Throws RangeError for a bad link. */
export function mailTemplate(content: MailContent): { text: string; html: string } {
  return { text: renderText(content), html: renderHtml(content) }
}

function renderText(content: MailContent): string {
  const { title, paragraphs, facts = [], button, closing = [], footer } = content
  const widest = Math.max(0, ...facts.map(({ label }) => label.length))
  const table = facts.map(({ label, value }) => `${`${label}:`.padEnd(widest + 2)}${value}`)
  const blocks = [
    `${title}\n${'='.repeat(Math.min(title.length, 60))}`,
    ...paragraphs,
    table.join('\n'),
    button ? `${button.label}. Open this link:\n${safeLink(button.link)}` : '',
    ...closing,
    `-- \n${footer.join('\n')}`,
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

// Mail programs know tables and inline styles best; the media query is for those that know more.
const styles = {
  body: 'margin:0;padding:0;background:#f6f3ee;color:#241f1a',
  page: 'width:100%;background:#f6f3ee',
  card: 'max-width:560px;margin:0 auto;padding:32px 24px;font:16px/1.5 Inter,system-ui,-apple-system,Segoe UI,sans-serif',
  title: 'margin:0 0 16px;font-size:25px;line-height:1.2',
  paragraph: 'margin:0 0 16px;white-space:pre-line',
  facts: 'width:100%;margin:8px 0 24px;border-collapse:collapse',
  label:
    'padding:8px 16px 8px 0;text-align:left;vertical-align:top;font-weight:400;color:#6a6058;border-top:1px solid #ddd5ca;white-space:nowrap',
  value:
    'padding:8px 0;vertical-align:top;border-top:1px solid #ddd5ca;font-variant-numeric:tabular-nums',
  button:
    'display:inline-block;margin:8px 0 24px;padding:12px 24px;border-radius:8px;background:#a63d12;color:#ffffff;font-weight:600;text-decoration:none',
  footer:
    'margin:32px 0 0;padding-top:16px;border-top:1px solid #ddd5ca;font-size:14px;color:#6a6058',
} as const

const darkStyles = [
  '@media (prefers-color-scheme:dark){',
  'body,.page{background:#171310 !important;color:#f2ece4 !important}',
  'th,.footer{color:#b5a99c !important}',
  'th,td,.footer{border-color:#3a322b !important}',
  '.button{background:#e0703f !important;color:#1c0d05 !important}',
  '}',
].join('')

function renderHtml(content: MailContent): string {
  const { title, paragraphs, facts = [], button, closing = [], footer, language = 'en' } = content
  const lines = [
    '<!doctype html>',
    `<html lang="${escapeHtml(language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="supported-color-schemes" content="light dark">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${darkStyles}</style>`,
    '</head>',
    `<body class="page" style="${styles.body}">`,
    `<div class="page" style="${styles.page}"><div style="${styles.card}">`,
    `<h1 style="${styles.title}">${escapeHtml(title)}</h1>`,
    ...paragraphs.map(renderParagraph),
    ...renderFacts(facts),
    ...renderButton(button),
    ...closing.map(renderParagraph),
    `<p class="footer" style="${styles.footer}">${footer.map(escapeHtml).join('<br>')}</p>`,
    '</div></div>',
    '</body>',
    '</html>',
  ]
  return `${lines.join('\n')}\n`
}

function renderParagraph(text: string): string {
  return `<p style="${styles.paragraph}">${escapeHtml(text)}</p>`
}

function renderFacts(facts: NonNullable<MailContent['facts']>): string[] {
  if (facts.length === 0) return []
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><th scope="row" style="${styles.label}">${escapeHtml(label)}</th>` +
      `<td style="${styles.value}">${escapeHtml(value)}</td></tr>`,
  )
  return [`<table style="${styles.facts}">`, ...rows, '</table>']
}

function renderButton(button: MailContent['button']): string[] {
  if (!button) return []
  const link = escapeHtml(safeLink(button.link))
  return [
    `<p style="margin:0"><a class="button" href="${link}" style="${styles.button}">${escapeHtml(button.label)}</a></p>`,
  ]
}
