import { z } from 'zod'
import { DriverError, type DriverFailure } from '../../driver/driver-error.ts'

const refusal = z.object({
  code: z.number().int(),
  body: z.unknown(),
  headers: z.record(z.string(), z.string()).optional(),
})
const words = z.object({ message: z.string() })

/** Says what a failed request to the API server means. An answer of the server decides; else it was away. */
export function failureOfCluster(error: unknown): DriverError {
  if (error instanceof DriverError) return error
  const read = refusal.safeParse(error)
  if (!read.success) {
    return failed('The cluster can not be reached.', {
      class: 'transient',
      code: 'clusterUnreachable',
      output: String(error),
      cause: error,
    })
  }
  const { code, headers, body } = read.data
  const output = wordsOf(body)
  const wait = Number(headers?.['retry-after'])
  const retry = Number.isFinite(wait) && wait > 0 ? { retryAfterMs: wait * 1_000 } : {}
  return byStatus(code, { output, ...retry, cause: error })
}

type Rest = Omit<DriverFailure, 'class' | 'code'> & { readonly output: string }

function byStatus(status: number, rest: Rest): DriverError {
  const { output } = rest
  if (status === 404) {
    return failed('It is not in the cluster.', { class: 'transient', code: 'notFound', ...rest })
  }
  if (/exceeded quota/i.test(output)) {
    const say = 'The shop needs more than its plan allows in the cluster.'
    return failed(say, { class: 'quota', code: 'quotaExceeded', ...rest })
  }
  if (status === 409 || /because it is being terminated/i.test(output)) {
    const say = 'Something else is changing the shop at this moment.'
    return failed(say, { class: 'conflict', code: 'clusterConflict', ...rest })
  }
  if (status === 429 || status >= 500) {
    return failed('The cluster is busy.', { class: 'transient', code: 'clusterBusy', ...rest })
  }
  const code = status === 401 || status === 403 ? 'clusterForbids' : 'clusterRefused'
  return failed('The cluster does not allow this.', { class: 'permanent', code, ...rest })
}

function failed(say: string, failure: DriverFailure): DriverError {
  return new DriverError(say, failure)
}

function wordsOf(body: unknown): string {
  const parsed = words.safeParse(typeof body === 'string' ? jsonOf(body) : body)
  return parsed.success ? parsed.data.message : String(body).slice(0, 2_000)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
