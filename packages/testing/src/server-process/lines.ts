import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** The lines of a stream so far, and those to come. */
export interface Lines {
  all(): readonly string[]
  /** Every line that is a JSON object, parsed: the log of a service. */
  objects(): readonly Readonly<Record<string, unknown>>[]
  /** The first line that matches, past or future; 5,000 ms unless told. */
  waitFor(
    pattern: RegExp,
    options?: { readonly withinMs?: number; readonly signal?: AbortSignal },
  ): Promise<string>
}

export function collectLines(stream: Readable): Lines {
  const lines: string[] = []
  const listeners = new Set<(line: string) => void>()
  createInterface({ input: stream }).on('line', (line) => {
    lines.push(line)
    for (const listener of listeners) listener(line)
  })
  return {
    all: () => lines,
    objects: () => lines.flatMap(asObject),
    waitFor(pattern, { withinMs = 5_000, signal } = {}) {
      const found = lines.find((line) => pattern.test(line))
      if (found !== undefined) return Promise.resolve(found)
      return new Promise((resolve, reject) => {
        const fail = () => settle(() => reject(new Error(`no line matched ${pattern}`)))
        const listener = (line: string) => {
          if (pattern.test(line)) settle(() => resolve(line))
        }
        const timer = setTimeout(fail, withinMs)
        function settle(then: () => void): void {
          clearTimeout(timer)
          signal?.removeEventListener('abort', fail)
          listeners.delete(listener)
          then()
        }
        signal?.addEventListener('abort', fail, { once: true })
        listeners.add(listener)
      })
    },
  }
}

function asObject(line: string): readonly Readonly<Record<string, unknown>>[] {
  if (!line.startsWith('{')) return []
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}
