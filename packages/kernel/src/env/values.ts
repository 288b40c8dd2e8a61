import { z } from 'zod'
import { Secret } from './secret.ts'

// Each schema fails with a `custom` issue that says what a right value looks like and never
// contains the wrong one.

/** Strictly `true` or `false`; `1`, `yes` and `TRUE` are refused, so that a typo is no answer. */
export function boolean() {
  return parsed((text) => (text === 'true' ? true : text === 'false' ? false : undefined), {
    expected: 'must be true or false',
  })
}

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** `250ms`, `30s`, `5m` or `1h`, read as milliseconds. A bare number is refused: of what? */
export function duration(limits: { readonly minMs?: number; readonly maxMs?: number } = {}) {
  const { minMs = 0, maxMs = 30 * 24 * 3_600_000 } = limits
  return parsed(
    (text) => {
      const [, amount, unit = ''] = /^(\d{1,9})(ms|s|m|h)$/.exec(text) ?? []
      const unitMs = unitsMs[unit]
      if (amount === undefined || unitMs === undefined) return undefined
      const ms = Number(amount) * unitMs
      return ms >= minMs && ms <= maxMs ? ms : undefined
    },
    { expected: `must be a duration such as 250ms, 30s, 5m or 1h (${minMs} to ${maxMs} ms)` },
  )
}

export function integer(limits: { readonly min: number; readonly max: number }) {
  return parsed(
    (text) => {
      const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN
      return value >= limits.min && value <= limits.max ? value : undefined
    },
    { expected: `must be a whole number from ${limits.min} to ${limits.max}` },
  )
}

/** 0 asks the system for a free port. */
export function port() {
  return integer({ min: 0, max: 65_535 })
}

/** An absolute http or https address without user, query or fragment; no slash at the end. */
export function webAddress() {
  return parsed(
    (text) => {
      if (!URL.canParse(text)) return undefined
      const url = new URL(text)
      const isPlain = url.username === '' && url.search === '' && url.hash === ''
      if (!isPlain || !/^https?:$/.test(url.protocol)) return undefined
      return url.href.replace(/\/$/, '')
    },
    { expected: 'must be an address such as https://example.com' },
  )
}

/** Comma-separated; spaces around the items are dropped, an empty text is an empty list. */
export function list() {
  return z
    .string()
    .transform((text) =>
      text.split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()])),
    )
}

/** A secret of at least `minLength` characters. */
export function secret(limits: { readonly minLength?: number } = {}) {
  const { minLength = 1 } = limits
  return parsed((text) => (text.length >= minLength ? new Secret(text) : undefined), {
    expected: `must have at least ${minLength} characters`,
  })
}

function parsed<T>(read: (text: string) => T | undefined, { expected }: { expected: string }) {
  return z.string().transform((text, ctx) => {
    const value = read(text)
    if (value !== undefined) return value
    ctx.addIssue({ code: 'custom', message: expected })
    return z.NEVER
  })
}
