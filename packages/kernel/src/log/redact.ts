import { types } from 'node:util'
import { isCardNumber } from './card-numbers.ts'
import { Frames, readError, readField } from './read-error.ts'
import { maxTextLength, redacted, redactText } from './redact-text.ts'
import { isQuantityKey, isSecretKey } from './secret-keys.ts'

/** Plain data without secrets, ready for JSON. */
export type Redacted = Readonly<Record<string, unknown>>

const maxDepth = 10
const maxEntries = 100
const maxNodes = 2_000
const maxTotalLength = 65_536
const maxKeyLength = 200
const minLength = 8

/** What one copy may still spend, and what it is inside of. */
interface Walk {
  readonly ancestors: Set<object>
  nodesLeft: number
  lengthLeft: number
}

type Field = readonly [key: unknown, value: unknown]

/**
 * Copies `data` without what must not be logged: fields with a secret name at any depth, and
 * what looks like a secret inside strings. The copy is bounded in depth and size, has no cycles
 * and no behaviour of its own. Never throws, whatever the input does when it is read.
 */
export function redact(data: object): Redacted {
  const walk: Walk = { ancestors: new Set(), nodesLeft: maxNodes, lengthLeft: maxTotalLength }
  const copy = copyValue(types.isNativeError(data) ? { error: data } : data, walk)
  return isRecord(copy) ? copy : { data: copy }
}

function copyValue(value: unknown, walk: Walk): unknown {
  walk.lengthLeft -= minLength
  switch (typeof value) {
    case 'string':
      return copyText(value, walk)
    case 'number':
      return copyNumber(value)
    case 'bigint':
      return isCardNumber(String(value)) ? redacted : String(value)
    case 'symbol':
      return copyText(String(value), walk)
    case 'function':
      return '[function]'
    case 'object':
      return value === null ? null : copyGuarded(value, walk)
    case 'boolean':
    case 'undefined':
      return value
  }
}

function copyText(text: string, walk: Walk): string {
  if (walk.lengthLeft <= 0) return '[cut]'
  const copy = redactText(text, Math.min(walk.lengthLeft, maxTextLength))
  walk.lengthLeft -= copy.length
  return copy
}

function copyNumber(value: number): unknown {
  if (!Number.isFinite(value)) return String(value)
  return value >= 1e12 && Number.isInteger(value) && isCardNumber(String(value)) ? redacted : value
}

// Getters, proxies and `toJSON` run foreign code: whatever they throw ends here.
function copyGuarded(value: object, walk: Walk): unknown {
  if (walk.ancestors.has(value)) return '[circular]'
  if (walk.ancestors.size >= maxDepth) return '[too deep]'
  if (walk.nodesLeft <= 0) return '[cut]'
  walk.nodesLeft -= 1
  walk.ancestors.add(value)
  try {
    return copyObject(value, walk)
  } catch {
    return '[unreadable]'
  } finally {
    walk.ancestors.delete(value)
  }
}

function copyObject(value: object, walk: Walk): unknown {
  if (Array.isArray(value)) return copyList(value, walk)
  if (types.isNativeError(value)) return copyFields(readError(value), walk)
  if (value instanceof Frames) return value.lines.map((line) => copyText(line, walk)).join('\n')
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (value instanceof URL || value instanceof RegExp) return copyText(String(value), walk)
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return `[${value.byteLength} bytes]`
  if (value instanceof Set) return copyList([...value], walk)
  if (isEntries(value)) return copyFields([...value.entries()], walk)
  const toJson = readField(value, 'toJSON')
  if (typeof toJson === 'function') return copyValue(toJson.call(value), walk)
  const keys = Object.keys(value)
  const fields = keys.slice(0, maxEntries).map((key): Field => [key, readField(value, key)])
  return copyFields(fields, walk, keys.length - fields.length)
}

function isEntries(value: object): value is { entries(): Iterable<Field> } {
  return (
    value instanceof Map ||
    value instanceof Headers ||
    value instanceof URLSearchParams ||
    value instanceof FormData
  )
}

function copyFields(fields: readonly Field[], walk: Walk, moreElsewhere = 0): Redacted {
  const copy: Record<string, unknown> = Object.create(null)
  const copied = whileRoom(fields, walk, ([key, value]) => {
    const name = String(key)
    const shownName = redactText(name, maxKeyLength)
    walk.lengthLeft -= shownName.length
    copy[shownName] = copyField(name, value, walk)
  })
  const more = moreElsewhere + fields.length - copied
  if (more > 0) copy['…'] = `${more} more`
  return copy
}

/** Calls `copy` for the first items, as long as the line has room, and returns for how many. */
function whileRoom<Item>(list: readonly Item[], walk: Walk, copy: (item: Item) => void): number {
  const end = Math.min(list.length, maxEntries)
  for (let at = 0; at < end; at += 1) {
    if (walk.lengthLeft <= 0) return at
    copy(list[at] as Item) // `at` is inside the list
  }
  return end
}

function copyField(name: string, value: unknown, walk: Walk): unknown {
  if (isSecretKey(name) && !isHarmless(name, value)) return redacted
  // Node's own list of headers: name, value, name, value.
  if ((name === 'rawHeaders' || name === 'rawTrailers') && Array.isArray(value)) {
    return copyFields(inPairs(value), walk)
  }
  return copyValue(value, walk)
}

/** `hasPassword: true` and `tokenCount: 12` tell no secret. */
function isHarmless(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return true
  return typeof value === 'number' && isQuantityKey(name)
}

function inPairs(list: readonly unknown[]): Field[] {
  return list.flatMap((item, at): Field[] => (at % 2 === 0 ? [[item, list[at + 1]]] : []))
}

function copyList(list: readonly unknown[], walk: Walk): unknown {
  if (isSecretPair(list)) return [list[0], redacted]
  const copy: unknown[] = []
  const copied = whileRoom(list, walk, (item) => copy.push(copyValue(item, walk)))
  if (copied < list.length) copy.push(`… ${list.length - copied} more`)
  return copy
}

// Headers also travel as lists of pairs: [['authorization', 'Bearer …'], …].
function isSecretPair(list: readonly unknown[]): boolean {
  return list.length === 2 && typeof list[0] === 'string' && isSecretKey(list[0])
}

function isRecord(value: unknown): value is Redacted {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
