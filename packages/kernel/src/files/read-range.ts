import type { Range } from './place.ts'

const pattern = /^bytes=(\d*)-(\d*)$/

/**
 * The one range that a `Range` header asks for. Undefined when there is none, or one that need not
 * be obeyed, such as several at once (https://www.rfc-editor.org/rfc/rfc9110#section-14.2).
 */
export function readRange(
  header: string | undefined,
  bytes: number,
): Range | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = pattern.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '') return lastBytes(Number(last), bytes)
  const start = Number(first)
  const end = last === '' ? bytes : Math.min(Number(last) + 1, bytes)
  if (last !== '' && Number(last) < start) return undefined
  return start < bytes ? { start, end } : 'unsatisfiable'
}

function lastBytes(count: number, bytes: number): Range | 'unsatisfiable' {
  if (count === 0 || bytes === 0) return 'unsatisfiable'
  return { start: Math.max(0, bytes - count), end: bytes }
}
