import { requestProblems } from '@holdfast/kernel/problems'

/** What tus calls the type of a piece. */
export const pieceType = 'application/offset+octet-stream'

/** Throws 415 for a body of another type. */
export function refuseOtherTypes(contentType: string | undefined): void {
  if (contentType?.toLowerCase() === pieceType) return
  throw requestProblems.unsupportedMediaType({}, { say: `Please send a piece as ${pieceType}.` })
}
