const maxFrames = 40

/** Frames of a stack: the only text in a log line that may hold line breaks. */
export class Frames {
  readonly lines: readonly string[]
  constructor(lines: readonly string[]) {
    this.lines = lines
  }
}

/**
 * The parts of an error that explain it: type, message and frames first, then what its class
 * added (`code`, `facts`, …), `errors` and `cause`. The frames come without the message above
 * them, so that a message with line breaks can not imitate frames.
 */
export function readError(error: Error): [string, unknown][] {
  const told = new Set(['name', 'message', 'stack', 'errors', 'cause'])
  const own = Object.keys(error).filter((key) => !told.has(key))
  const rest = [...own, 'errors', 'cause'].map((key): [string, unknown] => [
    key,
    readField(error, key),
  ])
  return [
    ['type', readField(error, 'name')],
    ['message', readField(error, 'message')],
    ['stack', framesOf(error)],
    ...rest.filter(([, value]) => value !== undefined),
  ]
}

/** The field's value, or a note when reading it throws. */
export function readField(owner: object, key: string): unknown {
  try {
    return Reflect.get(owner, key)
  } catch {
    return '[unreadable]'
  }
}

function framesOf(error: Error): Frames {
  const stack = readField(error, 'stack')
  if (typeof stack !== 'string') return new Frames([])
  const header = `${String(readField(error, 'name'))}: ${String(readField(error, 'message'))}`
  const body = stack.startsWith(header) ? stack.slice(header.length) : stack
  const lines = body.split('\n').filter((line) => /^\s+at /.test(line))
  return new Frames(lines.slice(0, maxFrames))
}
