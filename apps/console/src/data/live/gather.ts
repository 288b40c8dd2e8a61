const firstMs = 250
const apartMs = 3_000

/** Hands on what was added, a moment after the first and then every three seconds at most. */
export interface Gathered<Item> {
  add(items: readonly Item[]): void
  stop(): void
}

/** An evening of many changes costs a page one request in three seconds, and not one for each. */
export function gather<Item>(handOn: (items: ReadonlySet<Item>) => void): Gathered<Item> {
  let waiting = new Set<Item>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastAtMs = Number.NEGATIVE_INFINITY
  const flush = () => {
    timer = undefined
    lastAtMs = performance.now()
    const items = waiting
    waiting = new Set()
    handOn(items)
  }
  return {
    add(items) {
      for (const item of items) waiting.add(item)
      if (waiting.size === 0) return
      const sinceMs = performance.now() - lastAtMs
      timer ??= setTimeout(flush, Math.max(firstMs, apartMs - sinceMs))
    },
    stop: () => clearTimeout(timer),
  }
}
