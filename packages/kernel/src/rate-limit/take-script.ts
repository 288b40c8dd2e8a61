import { createHash } from 'node:crypto'

/** A script as Redis knows it. */
export interface TakeScript {
  readonly text: string
  readonly sha: string
}

const serverTime = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`

const givenTime = 'local now = tonumber(ARGV[1])'

/**
 * The algorithm of `sliding-window.ts` for any number of keys at once: looks at every window,
 * then charges all of them or none.
 *
 * KEYS: one for each policy and subject; it holds four little-endian doubles a window.
 * ARGV: the time (not looked at where the server's is used), then for each key the format of its
 * doubles, how long to keep it in milliseconds, and limit and period of each window.
 * Answers a string of doubles: 1 or 0, the time, and the fields of every window as they now stand.
 *
 * A denied call writes too when a window has ended since: what a counter says may depend on
 * that once the clock has stepped back. A subject without hits is not written. While two releases
 * run side by side, the one with fewer windows leaves the others as they are.
 */
const body = `
local read, write, floor, spread = struct.unpack, struct.pack, math.floor, unpack
local allowed, at = 1, 2
local counters, stored = {}, {}
for index = 1, #KEYS do
  local known = redis.call('GET', KEYS[index])
  local format = ARGV[at]
  local size = #format - 1
  if known and #known < size * 8 then known = known .. string.rep('\\0', size * 8 - #known) end
  local fields = known and { read(format, known) } or {}
  for first = 1, size, 4 do
    local start, count = fields[first] or 0, fields[first + 1] or 0
    local previousStart, previousCount = fields[first + 2] or 0, fields[first + 3] or 0
    local limit, period = ARGV[at + (first + 3) / 2], ARGV[at + (first + 5) / 2] + 0
    local ahead = 0
    if count > 0 then ahead = start - now
    elseif previousCount > 0 then ahead = previousStart + period - now end
    if ahead > 0 then start, previousStart = start - ahead, previousStart - ahead end
    if count > 0 and now >= start + period then
      start, count, previousStart, previousCount = 0, 0, start, count
    end
    local weight = 0
    if previousCount > 0 then
      local overlap = previousStart + 2 * period - 1 - now
      if overlap > 0 then weight = floor(previousCount * overlap / period) end
      if weight == 0 then previousStart, previousCount = 0, 0 end
    end
    if limit - count - weight < 1 then allowed = 0 end
    fields[first], fields[first + 1] = start, count
    fields[first + 2], fields[first + 3] = previousStart, previousCount
  end
  counters[index], stored[index] = fields, known
  at = at + 2 + size / 2
end
at = 2
local answer = write('<dd', allowed, now)
for index = 1, #KEYS do
  local format, fields, known = ARGV[at], counters[index], stored[index]
  local size = #format - 1
  if allowed == 1 then
    for first = 1, size, 4 do
      if fields[first + 1] == 0 then fields[first] = now end
      fields[first + 1] = fields[first + 1] + 1
    end
  end
  local packed = write(format, spread(fields, 1, size))
  answer = answer .. packed
  if known and #known > size * 8 then packed = packed .. string.sub(known, size * 8 + 1) end
  if allowed == 1 or (known and known ~= packed) then
    redis.call('SET', KEYS[index], packed, 'PX', ARGV[at + 1])
  end
  at = at + 2 + size / 2
end
return answer
`

export const takeScript: { readonly serverTime: TakeScript; readonly givenTime: TakeScript } = {
  serverTime: scriptOf(`${serverTime}\n${body}`),
  /** The same body under a clock that a test moves. */
  givenTime: scriptOf(`${givenTime}\n${body}`),
}

function scriptOf(text: string): TakeScript {
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}
