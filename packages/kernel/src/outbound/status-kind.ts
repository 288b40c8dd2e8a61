import type { OutboundErrorKind } from './outbound-error.ts'

const passing = new Set([408, 425])
// The server does not speak this method or version, and will not soon.
const lasting = new Set([501, 505])

/** What an answer's status means for the call; undefined when it went well. */
export function kindOfStatus(status: number): OutboundErrorKind | undefined {
  if (status >= 200 && status < 300) return undefined
  if (status === 429) return 'rate-limited'
  if (passing.has(status)) return 'transient'
  return status >= 500 && !lasting.has(status) ? 'transient' : 'permanent'
}
