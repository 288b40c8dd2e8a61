const isApple = /mac|iphone|ipad/i.test(globalThis.navigator?.userAgent ?? '')

const shown: Readonly<Record<string, string>> = {
  mod: isApple ? '⌘' : 'Ctrl',
  Enter: '↵',
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
}

/** The keys as they stand on the keyboard: `mod+k` is `⌘` and `K`. */
export function keysShown(keys: string): readonly string[] {
  return keys.split(/[ +]/).map((key) => shown[key] ?? (key.length === 1 ? key.toUpperCase() : key))
}
