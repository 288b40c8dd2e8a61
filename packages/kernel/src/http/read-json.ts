import type { FieldError } from '../contract/contract.ts'
import { requestProblems } from '../problems/problems.ts'

const maxDepth = 64
const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads JSON that a stranger wrote. Throws `request.malformed` for bytes that are not UTF-8,
 * for what is not JSON, for more than 64 levels, for a member named twice (readers disagree
 * on which one counts) and for a member named `__proto__`.
 */
export function readJson(bytes: ArrayBuffer): unknown {
  const text = decode(bytes)
  const defect = findDefect(text)
  if (defect) throw malformed(defect)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw malformed({ path: '', code: 'notJson', text: 'This is not valid JSON.' }, cause)
  }
}

function decode(bytes: ArrayBuffer): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw malformed({ path: '', code: 'notUtf8', text: 'The text is not valid UTF-8.' }, cause)
  }
}

function malformed(error: FieldError, cause?: unknown) {
  return requestProblems.malformed({ reason: error.code }, { errors: [error], cause })
}

/**
 * Looks through the text once without building anything. It takes brackets and strings as
 * they come: text that is not JSON gets past it and fails in the parser.
 */
function findDefect(text: string): FieldError | undefined {
  const open: Open[] = []
  let defect: FieldError | undefined
  for (let at = 0; at < text.length && !defect; at++) {
    const character = text[at]
    if (character === '"') {
      const end = endOfString(text, at)
      defect = findBadName(open.at(-1), text, { start: at, end })
      at = end - 1
    } else if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : undefined)
      defect = open.length > maxDepth ? tooDeep : undefined
    } else if (character === '}' || character === ']') {
      open.pop()
    }
  }
  return defect
}

/** The names so far of an object that is open; undefined for a list. */
type Open = Set<string> | undefined

const tooDeep: FieldError = {
  path: '',
  code: 'tooDeep',
  text: `The JSON is nested more than ${maxDepth} levels deep.`,
}

/** The index behind the closing quote, or behind the text when there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
  }
  return text.length
}

function isFollowedByColon(text: string, end: number): boolean {
  let at = end
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++
  return text[at] === ':'
}

function findBadName(
  names: Open,
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): FieldError | undefined {
  if (!names || !isFollowedByColon(text, end)) return undefined
  const name = unquote(text.slice(start, end))
  if (name === '__proto__') {
    return { path: '', code: 'unknownField', text: 'A field named __proto__ is not allowed.' }
  }
  if (names.has(name)) {
    return { path: '', code: 'duplicateField', text: 'A field is named twice in one object.' }
  }
  names.add(name)
  return undefined
}

/** The name as the parser will read it: `"\u0061"` is `a`. */
function unquote(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return String(JSON.parse(quoted))
  } catch {
    // Not a JSON string, so the parser will refuse the whole text.
    return quoted
  }
}
