import { Problem, requestProblems } from '../problems/problems.ts'

/**
 * The whole body as it came. One that is encoded is `request.unsupportedMediaType`: what it grows to
 * is not what was counted. One that breaks off is `request.malformed`.
 */
export async function readBytes(request: Request): Promise<ArrayBuffer> {
  refuseEncoded(request)
  try {
    return await request.arrayBuffer()
  } catch (error) {
    // Whoever feeds the stream may cut it with a problem of its own, such as 413.
    if (error instanceof Problem) throw error
    if (error instanceof Error && error.cause instanceof Problem) throw error.cause
    throw requestProblems.malformed({}, { cause: error })
  }
}

export function refuseEncoded(request: Request): void {
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (encoding !== 'identity') throw requestProblems.unsupportedMediaType()
}
