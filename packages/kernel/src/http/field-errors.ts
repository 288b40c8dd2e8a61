import type { z } from 'zod'
import type { FieldError } from '../contract/contract.ts'

type Issue = z.core.$ZodIssue
type RawIssue = z.core.$ZodRawIssue

const maxErrors = 20

/**
 * zod's issues as errors for people, one per field. The value that was sent appears in none
 * of them.
 */
export function toFieldErrors(issues: readonly Issue[]): FieldError[] {
  const byPath = new Map<string, FieldError>()
  for (const error of issues.flatMap(errorsOf)) {
    if (!byPath.has(error.path)) byPath.set(error.path, error)
  }
  return [...byPath.values()].slice(0, maxErrors)
}

function errorsOf(issue: Issue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathText([...issue.path, key]),
      code: 'unknownField',
      text: 'This field is not known.',
    }))
  }
  const nested = issue.code === 'invalid_union' ? closestBranch(issue.errors) : []
  if (nested.length > 0) {
    return nested.flatMap((inner) => errorsOf({ ...inner, path: [...issue.path, ...inner.path] }))
  }
  return [{ path: pathText(issue.path), code: codeOf(issue), text: issue.message }]
}

/** The alternative that the input was nearest to, when it got past its outermost type. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const started = branches.filter((issues) => issues.some((issue) => issue.path.length > 0))
  return started.toSorted((one, other) => one.length - other.length)[0] ?? []
}

const codes: Partial<Record<Issue['code'], string>> = {
  invalid_type: 'wrongType',
  too_small: 'tooSmall',
  too_big: 'tooBig',
  invalid_format: 'wrongFormat',
  invalid_value: 'notAllowed',
  invalid_union: 'wrongShape',
  invalid_key: 'unknownField',
  not_multiple_of: 'wrongStep',
}

function codeOf(issue: Issue): string {
  if (isMissing(issue)) return 'required'
  if (issue.code === 'custom' && typeof issue.params?.['code'] === 'string') {
    return issue.params['code']
  }
  return codes[issue.code] ?? 'invalid'
}

function isMissing(issue: Issue | RawIssue): boolean {
  const isAboutType = issue.code === 'invalid_type' || issue.code === 'invalid_value'
  return isAboutType && issue.input === undefined
}

const harmlessName = /^[A-Za-z0-9_.-]{1,64}$/

/** `contact.emails.0`; a name that a schema would not have is not repeated. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (harmlessName.test(String(part)) ? String(part) : '(unknown)'))
    .join('.')
}

/** zod's error map: the sentence for an issue whose schema brings none of its own. */
export function describeIssue(issue: RawIssue): string {
  if (isMissing(issue)) return 'This is needed.'
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int'
        ? 'Please give a whole number.'
        : `Please give ${typeNames[issue.expected] ?? 'another kind of value'}.`
    case 'too_small':
      return describeSize(issue, issue.minimum, 'at least')
    case 'too_big':
      return describeSize(issue, issue.maximum, 'at most')
    case 'invalid_format':
      return formatTexts[issue.format] ?? 'This does not have the right form.'
    case 'invalid_value':
      return `Please give one of these: ${issue.values.map(String).join(', ')}.`
    case 'not_multiple_of':
      return `Please give a multiple of ${issue.divisor}.`
    case 'invalid_union':
      return 'This does not have any of the allowed forms.'
    default:
      return 'This is not valid.'
  }
}

const typeNames: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with fields',
  record: 'an object with fields',
  null: 'null',
  date: 'a date',
}

const formatTexts: Record<string, string> = {
  email: 'Please give an e-mail address, such as ada@example.com.',
  uuid: 'This is not a valid id.',
  date: 'Please give a date as YYYY-MM-DD.',
  datetime: 'Please give a time with its zone, such as 2026-11-22T10:00:00Z.',
  time: 'Please give a time as HH:MM.',
  url: 'Please give a web address, such as https://example.com.',
}

interface Sized {
  readonly origin: string
  readonly inclusive?: boolean | undefined
}

function describeSize(issue: Sized, bound: unknown, direction: 'at least' | 'at most'): string {
  const amount = String(bound)
  if (issue.origin === 'string') return `Please use ${direction} ${count(amount, 'character')}.`
  if (issue.origin === 'array' || issue.origin === 'set') {
    return `Please give ${direction} ${count(amount, 'entry', 'entries')}.`
  }
  if (issue.inclusive !== false) return `This must be ${direction} ${amount}.`
  return `This must be ${direction === 'at least' ? 'more' : 'less'} than ${amount}.`
}

function count(amount: string, one: string, many = `${one}s`): string {
  return `${amount} ${amount === '1' ? one : many}`
}
