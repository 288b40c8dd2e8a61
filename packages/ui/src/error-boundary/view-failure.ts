/** What broke and the id under which it is reported. The person sees the id, never the error. */
export interface ViewFailure {
  readonly error: unknown
  /** The id of the request behind it, when there was one; else a new one. */
  readonly correlationId: string
}

export interface BoundaryWords {
  readonly title: string
  readonly text: string
}

export const usualWords: BoundaryWords = {
  title: 'This part of the page broke',
  text: 'It is our fault, not yours. Try again; if it breaks once more, reload the page.',
}

/** Where a caught failure goes: to the person as an id, to `report` as a whole. */
export function viewFailure(error: unknown): ViewFailure {
  return { error, correlationId: correlationIdIn(error) ?? newCorrelationId() }
}

/** Reports without letting a broken report break the fallback too. */
export function reportSafely(
  report: ((failure: ViewFailure) => void) | undefined,
  failure: ViewFailure,
): void {
  try {
    report?.(failure)
  } catch {
    // The person still sees the fallback and the id.
  }
}

const deepestCause = 5

function correlationIdIn(error: unknown): string | undefined {
  let one = error
  for (let depth = 0; depth < deepestCause && isObject(one); depth += 1) {
    const id = one['correlationId']
    if (typeof id === 'string' && id !== '') return id
    one = one['cause']
  }
  return undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

// `crypto.randomUUID` exists only on HTTPS and localhost; this works everywhere.
function newCorrelationId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return `page-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
