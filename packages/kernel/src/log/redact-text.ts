import { redactCardNumbers } from './card-numbers.ts'
import { redactPhoneNumbers } from './phone-numbers.ts'

/** What stands where something was removed. */
export const redacted = '[redacted]'

export const maxTextLength = 8_192
const cutMargin = 256

/**
 * Returns `text` without e-mail addresses, card and phone numbers, credentials in URLs, bearer
 * tokens and `password=…` pairs; on one line, without control characters; at most about
 * `maxLength` characters. Never throws.
 */
export function redactText(text: string, maxLength = maxTextLength): string {
  if (text.length <= maxLength && harmless.test(text)) return text
  if (text.length <= maxLength) return removeAll(text)
  // What the cut would split is removed first: the margin is judged but never shown.
  const judged = removeAll(text.slice(0, maxLength + cutMargin))
  const kept = judged.slice(0, Math.max(0, Math.min(maxLength, judged.length - cutMargin)))
  return `${kept}… (${text.length - kept.length} more)`
}

// A word, a short number or a UUID: most texts, and none that a rule below could match.
const harmless =
  /^(?:[A-Za-z-]{0,40}|\d{1,6}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

interface Rule {
  /** A cheap test that most texts fail. */
  readonly when: RegExp
  readonly remove: (text: string) => string
}

const secretName =
  '[\\w.-]{0,40}(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|session[_-]?id|signature|cvv|cvc|iban)[\\w.-]{0,20}'

const rules: readonly Rule[] = [
  replaceAll(/:\/\//, /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>]{1,512}@/gi, `$1${redacted}@`),
  // A password with a slash in it: not a valid URL, yet what error messages quote.
  replaceAll(
    /:\/\/[^\s/]*:/,
    /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)(?!\[)[^\s/?#:@"']{0,128}:(?!\d{1,5}(?:[/?#\s"']|$))[^\s"'@]{1,256}@/gi,
    `$1${redacted}@`,
  ),
  replaceAll(
    /-----BEGIN/,
    /-----BEGIN [A-Z ]{1,40}-----[\s\S]*?(?:-----END [A-Z ]{1,40}-----|$)/g,
    redacted,
  ),
  replaceAll(/eyJ/, /\beyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)*/g, redacted),
  replaceAll(
    /bearer|basic|digest/i,
    /\b(bearer|basic|digest)(\s+)(?=\S*[\d=+/_]|\S{16})[\w.~+/=-]{8,}/gi,
    `$1$2${redacted}`,
  ),
  replaceAll(
    /authorization|cookie|api-key|auth-token/i,
    /((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]{0,30}(?:key|token|secret))(["']?\s{0,3}[:=]\s{0,3})(?!\s)[^\r\n]+/gi,
    `$1$2${redacted}`,
  ),
  replaceAll(
    /=/,
    new RegExp(`(?<![\\w-])(${secretName})=(?!=)("[^"]*"|'[^']*'|[^\\s&;,"'#)}\\]]+)`, 'gi'),
    `$1=${redacted}`,
  ),
  replaceAll(
    /["']\s*:/,
    new RegExp(
      `(\\\\?["'])(${secretName})\\1(\\s*:\\s*)(?:\\\\?"[^"]*"|'[^']*'|[^\\s,}\\]"']+)`,
      'gi',
    ),
    `$1$2$1$3${redacted}`,
  ),
  replaceAll(
    /[a-z]{2}_|AKIA|xox|gh[a-z]_|glpat/i,
    /\b(?:(?:sk|pk|rk|whsec|re|shp[a-z]{2})_\w{12,}|gh[a-z]_\w{20,}|glpat-[\w-]{16,}|xox[a-z]-[\w-]{10,}|AKIA[0-9A-Z]{16})/g,
    redacted,
  ),
  replaceAll(
    /@|%40/,
    /(?:"[^"\r\n]{1,64}"|[\p{L}\p{N}!#$%&*+/=?^_`{|}~.-]{1,64}|[\p{L}\p{N}._+-]{1,64})(?:@|%40)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}\p{L}[\p{L}\p{N}-]{1,62}/giu,
    redacted,
  ),
  { when: /\d{4}(?:[ -]?\d){9}/, remove: (text) => redactCardNumbers(text, redacted) },
  { when: /\d/, remove: (text) => redactPhoneNumbers(text, redacted) },
  { when: /[^\x20-\x7e]/, remove: escapeControls },
]

function replaceAll(when: RegExp, pattern: RegExp, replacement: string): Rule {
  return { when, remove: (text) => text.replace(pattern, replacement) }
}

function removeAll(text: string): string {
  let result = text
  for (const rule of rules) if (rule.when.test(result)) result = rule.remove(result)
  return result
}

// C0, DEL and C1 (a terminal obeys them), line and paragraph separators, and the marks that
// make text run backwards.
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

function escapeControls(text: string): string {
  return text.replace(controls, (mark) =>
    mark === '\n'
      ? '\\n'
      : mark === '\t'
        ? '\\t'
        : `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
