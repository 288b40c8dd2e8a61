export interface OutputTail {
  add(chunk: Buffer): void
  text(): string
}

/** Keeps the last of what a program prints, so that no program can fill the memory. */
export function keepTail(maxBytes = 64 * 1024): OutputTail {
  let kept = Buffer.alloc(0)
  return {
    add(chunk) {
      const all = Buffer.concat([kept, chunk])
      kept = all.subarray(Math.max(0, all.length - maxBytes))
    },
    text: () => kept.toString('utf8'),
  }
}
