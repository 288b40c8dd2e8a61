import type { CallError } from '@holdfast/client'

/** What helps against a failure: a connection, time, another try, or nothing but other answers. */
export type Remedy =
  | { readonly kind: 'connect' | 'retry' | 'none' }
  | { readonly kind: 'wait'; readonly waitMs: number }

const passingStatuses = new Set([408, 425])

/** What helps. The client has tried by itself as often as it may; now a person decides. */
export function remedyFor(error: CallError): Remedy {
  switch (error.kind) {
    case 'network':
      return { kind: error.isOffline ? 'connect' : 'retry' }
    // An answer that cannot be read is retried as one that never came: a key keeps it from
    // being done twice, and what has none says so in its words.
    case 'timeout':
    case 'invalid-response':
      return { kind: 'retry' }
    case 'limited':
      return { kind: 'wait', waitMs: error.retryAfterMs }
    case 'problem':
      // A conflict passes only when it names a time: then a twin of the request is at work.
      if (error.retryAfterMs !== undefined) return { kind: 'wait', waitMs: error.retryAfterMs }
      return { kind: error.status >= 500 || passingStatuses.has(error.status) ? 'retry' : 'none' }
    case 'aborted':
      return { kind: 'none' }
  }
}

/** How long nothing may be sent; undefined when it may be sent now. */
export function askedToWait(error: CallError | undefined): number | undefined {
  const remedy = error && remedyFor(error)
  return remedy?.kind === 'wait' ? remedy.waitMs : undefined
}

/** Whether a problem of the service has this code. */
export function hasCode(error: CallError, codes: ReadonlySet<string>): boolean {
  return error.kind === 'problem' && codes.has(error.code)
}
