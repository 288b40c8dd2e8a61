import { createHash } from 'node:crypto'

/** A script as Redis knows it. */
export interface TakeScript {
  readonly text: string
  readonly sha: string
}

/** The periods of the windows of one key, in milliseconds. */
export type Periods = readonly number[]

/** What stands in a key, and in the answer, before the counters: 1 or 0, and the time. */
export const doublesOfHead = 2
/** The fields of a `Counter`, in their order. */
export const doublesOfCounter = 4

// Lua has 200 local variables; a window needs eight of them at the most.
const mostWindows = 20

/**
 * The algorithm of `sliding-window.ts` for the keys of one call: looks at every window, then
 * charges all of them or none. It is written out window by window, with the periods in it and
 * without loops and tables: that takes half of the time in Redis. Periods are few, so there are few
 * such scripts; limits differ more, with a service's plans, and are arguments.
 *
 * KEYS: one for each charge. ARGV: the limit of each window; then the time, where it is given.
 * Answers a string of little-endian doubles, for each key: 1 if the call passed and 0 if not, the
 * time, and the four fields of every counter as it now stands. A key holds its part of the answer
 * to the call that wrote it last.
 *
 * A denied call writes too when a window has ended since: what a counter says may depend on
 * that once the clock has stepped back. A subject without hits is not written. While two releases
 * run side by side, the one with fewer windows leaves the others as they are.
 */
export function writeTakeScript(keys: readonly Periods[], time: 'server' | 'given'): TakeScript {
  const counters = countersOf(keys)
  if (counters.length > mostWindows) {
    throw new RangeError(`One call charges at most ${mostWindows} windows`)
  }
  const charges = keys.map((_, index) => counters.filter(({ key }) => key === index + 1))
  const text = [
    'local call, read, write, floor = redis.call, struct.unpack, struct.pack, math.floor',
    time === 'server' ? serverTime : `local now = ARGV[${counters.length + 1}] + 0`,
    'local allowed = 1',
    ...charges.map(load),
    ...counters.map(advance),
    `if allowed == 1 then\n${counters.map(charge).join('\n')}\nend`,
    ...charges.map(store),
    `return ${keys.map((_, index) => `answer${index + 1}`).join(' .. ')}`,
  ].join('\n')
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}

const serverTime = `local time = call('TIME')
local now = time[1] * 1000 + floor(time[2] / 1000)`

interface CounterOfKey {
  /** From 1, through all keys; `key` as well. */
  readonly id: number
  readonly key: number
  readonly periodMs: number
}

function countersOf(keys: readonly Periods[]): CounterOfKey[] {
  const counters = keys.flatMap((periods, index) =>
    periods.map((periodMs) => ({ key: index + 1, periodMs })),
  )
  return counters.map((counter, index) => ({ id: index + 1, ...counter }))
}

function load(counters: readonly CounterOfKey[], index: number): string {
  const key = index + 1
  const names = counters.map(fieldsOf).join(', ')
  const zeros = counters.map(() => '0, 0, 0, 0').join(', ')
  const headBytes = 8 * doublesOfHead
  const bytes = headBytes + 8 * doublesOfCounter * counters.length
  return `local moved${key}, began${key} = false, false
local ${names} = ${zeros}
local known${key} = call('GET', KEYS[${key}])
if known${key} then
  local missing = ${bytes} - #known${key}
  if missing > 0 then known${key} = known${key} .. string.rep('\\0', missing) end
  ${names} = read('${doubles(doublesOfCounter * counters.length)}', known${key}, ${headBytes + 1})
end`
}

/** `advance` and `freeHits` of `sliding-window.ts`. */
function advance({ id, key, periodMs }: CounterOfKey): string {
  return `if count${id} > 0 then
  if now < start${id} then
    start${id}, before${id}, moved${key} = now, before${id} + now - start${id}, true
  elseif now >= start${id} + ${periodMs} then
    count${id}, before${id}, hits${id}, moved${key} = 0, start${id}, count${id}, true
  end
elseif hits${id} > 0 and now < before${id} + ${periodMs} then
  before${id}, moved${key} = now - ${periodMs}, true
end
do
  local free = ARGV[${id}] - count${id}
  if hits${id} > 0 then
    local weight, overlap = 0, before${id} + ${2 * periodMs - 1} - now
    if overlap > 0 then weight = floor(hits${id} * overlap / ${periodMs}) end
    if weight == 0 then before${id}, hits${id}, moved${key} = 0, 0, true end
    free = free - weight
  end
  if free < 1 then allowed = 0 end
end`
}

function charge({ id, key }: CounterOfKey): string {
  return `  if count${id} == 0 then start${id}, began${key} = now, true end
  count${id} = count${id} + 1`
}

/** A hit counts for two periods, the one that it opens and the next: so long is the key kept. */
function store(counters: readonly CounterOfKey[], index: number): string {
  const key = index + 1
  const keepMs = 2 * Math.max(...counters.map(({ periodMs }) => periodMs))
  const format = doubles(doublesOfHead + doublesOfCounter * counters.length)
  // Numbers of a command are strings here, since Redis would format them slowly.
  return `local answer${key} = write('${format}', allowed, now, ${counters.map(fieldsOf).join(', ')})
if allowed == 1 or moved${key} then call('SETRANGE', KEYS[${key}], '0', answer${key}) end
if began${key} then call('PEXPIRE', KEYS[${key}], '${keepMs}') end`
}

/** Start and count of the running window; when the one before began, and its hits. */
function fieldsOf({ id }: CounterOfKey): string {
  return `start${id}, count${id}, before${id}, hits${id}`
}

function doubles(count: number): string {
  return `<${'d'.repeat(count)}`
}
