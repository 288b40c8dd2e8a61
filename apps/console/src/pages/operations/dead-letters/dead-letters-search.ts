/** Which dead letters are shown; all unless told. */
export interface DeadLettersSearch {
  readonly job?: string
}

const pattern = /^[\w.-]{1,100}$/

/** Reads an address; what it can not mean is dropped. */
export function readDeadLettersSearch(raw: Readonly<Record<string, unknown>>): DeadLettersSearch {
  const job = raw['job']
  return typeof job === 'string' && pattern.test(job) ? { job } : {}
}
