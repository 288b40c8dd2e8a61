import { requestProblems } from '../problems/problems.ts'

/**
 * Throws `request.malformed` when the address of a request does not decode to text: `%ff`,
 * `%zz`, `%00`. Otherwise routers and parsers would guess, each in its own way.
 */
export function checkAddress(url: string): void {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  const address = start === -1 ? '/' : url.slice(start)
  if (!address.includes('%')) return
  if (decodes(address) && !/%00/.test(address)) return
  const text = 'The address has a percent sign that does not stand for a character.'
  throw requestProblems.malformed({}, { errors: [{ path: '', code: 'badAddress', text }] })
}

function decodes(address: string): boolean {
  try {
    decodeURIComponent(address)
    return true
  } catch {
    return false
  }
}
