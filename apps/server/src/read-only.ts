import { requestProblems, type Problem } from '@holdfast/kernel/problems'

/** The refusal of what only GET and HEAD may ask for. The edge turns it into an answer. */
export function readOnly(): Problem {
  return requestProblems.methodNotAllowed({}, { headers: { allow: 'GET, HEAD' } })
}
