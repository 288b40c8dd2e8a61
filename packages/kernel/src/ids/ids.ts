import { randomFillSync } from 'node:crypto'

/** A UUID of version 7 (RFC 9562): ids made later sort later. */
export type Uuid = string

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export function isUuid(value: string): value is Uuid {
  return uuidPattern.test(value)
}

/**
 * Returns a generator of UUIDv7. Ids of one generator are strictly increasing, also within
 * one millisecond and when the wall clock steps back: the 12 bits after the time count up
 * and borrow from the future when they overflow (RFC 9562, section 6.2, method 1).
 */
export function createIds(nowMs: () => number = Date.now): () => Uuid {
  let lastMs = 0
  let counter = 0
  return () => {
    const wallMs = nowMs()
    if (wallMs > lastMs) {
      lastMs = wallMs
      counter = randomUint16() & 0x7ff
    } else if (++counter > 0xfff) {
      lastMs += 1
      counter = 0
    }
    return format(lastMs, counter)
  }
}

/** A new UUIDv7 from the system's clock. */
export const newId: () => Uuid = createIds()

// One call into the system generator serves 512 ids.
const pool = Buffer.alloc(4096)
let poolOffset = pool.length

function takeRandom(sizeBytes: number): number {
  if (poolOffset + sizeBytes > pool.length) {
    randomFillSync(pool)
    poolOffset = 0
  }
  const start = poolOffset
  poolOffset += sizeBytes
  return start
}

function randomUint16(): number {
  return pool.readUInt16BE(takeRandom(2))
}

function format(timeMs: number, counter: number): Uuid {
  const time = timeMs.toString(16).padStart(12, '0')
  const sequence = (0x7000 | counter).toString(16)
  const start = takeRandom(8)
  const variant = ((pool.readUInt16BE(start) & 0x3fff) | 0x8000).toString(16)
  const node = pool.toString('hex', start + 2, start + 8)
  return `${time.slice(0, 8)}-${time.slice(8)}-${sequence}-${variant}-${node}`
}
