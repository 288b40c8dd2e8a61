/** One SQL statement and the line of the text it starts on, counted from 1. */
export interface SqlStatement {
  readonly text: string
  readonly line: number
}

/**
 * Splits SQL text at its semicolons. Quotes, dollar quotes, comments (nested ones too) and
 * `BEGIN ATOMIC … END` bodies are kept whole; empty statements are left out.
 * Text that ends inside a quote or comment becomes one last statement, which the server refuses.
 */
export function splitStatements(sql: string): readonly SqlStatement[] {
  const statements: SqlStatement[] = []
  const body = createBodyTracker()
  let start = 0
  let at = 0
  while (at < sql.length) {
    const end = endOfToken(sql, at)
    const token = sql.slice(at, end)
    if (token === ';' && !body.isInside()) {
      pushStatement(statements, sql, { start, end: at })
      start = end
      body.reset()
    } else {
      body.see(token)
    }
    at = end
  }
  pushStatement(statements, sql, { start, end: sql.length })
  return statements
}

/** Where the token that starts at `at` ends: a quoted text, a comment, a word or one character. */
function endOfToken(sql: string, at: number): number {
  const rest = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(sql)?.[0]
  }
  const dollar = rest(/\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y)
  if (dollar !== undefined) return after(sql, dollar, at + dollar.length)
  if (sql.startsWith('/*', at)) return endOfBlockComment(sql, at)
  const whole =
    rest(/--[^\n]*/y) ??
    rest(/[eE]'(?:[^'\\]|\\[\s\S]|'')*'?/y) ??
    rest(/'(?:[^']|'')*'?/y) ??
    rest(/"(?:[^"]|"")*"?/y) ??
    rest(/[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y)
  return at + (whole?.length ?? 1)
}

function after(sql: string, mark: string, from: number): number {
  const found = sql.indexOf(mark, from)
  return found < 0 ? sql.length : found + mark.length
}

function endOfBlockComment(sql: string, at: number): number {
  const marks = /\/\*|\*\//g
  marks.lastIndex = at
  let depth = 0
  for (let mark = marks.exec(sql); mark !== null; mark = marks.exec(sql)) {
    depth += mark[0] === '/*' ? 1 : -1
    if (depth === 0) return marks.lastIndex
  }
  return sql.length
}

/** Knows whether we are inside the body of an SQL-standard function, whose semicolons do not end it. */
function createBodyTracker() {
  let depth = 0
  let previous = ''
  return {
    isInside: () => depth > 0,
    reset: () => {
      previous = ''
    },
    see(token: string): void {
      const word = token.toLowerCase()
      if (word.trim() === '') return
      if (word === 'atomic' && previous === 'begin') depth += 1
      else if (depth > 0 && word === 'case') depth += 1
      else if (depth > 0 && word === 'end') depth -= 1
      previous = word
    },
  }
}

function pushStatement(
  into: SqlStatement[],
  sql: string,
  range: { readonly start: number; readonly end: number },
): void {
  const leading = leadingBlankOrComments(sql.slice(range.start, range.end))
  const start = range.start + leading
  const text = sql.slice(start, range.end).trim()
  if (text !== '') into.push({ text, line: lineAt(sql, start) })
}

/** How much of the text comes before the first word: blanks and comments. */
function leadingBlankOrComments(text: string): number {
  let at = 0
  for (;;) {
    const blank = /\s*/y
    blank.lastIndex = at
    blank.exec(text)
    at = blank.lastIndex
    if (!text.startsWith('--', at) && !text.startsWith('/*', at)) return at
    at = endOfToken(text, at)
  }
}

/** The line of a position in a text, counted from 1. */
export function lineAt(text: string, position: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) {
    line += 1
  }
  return line
}
