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
 * ARGV: the time (ignored where the server's is used), then for each key the number of its windows,
 * how long to keep it in milliseconds, and limit and period of each window.
 * Answers 1 or 0, the time, and the four fields of every window as they now stand.
 *
 * A denied call writes too when a window has ended since: what a counter says may depend on
 * that once the clock has stepped back. A subject without hits is not written. While two releases
 * run side by side, the one with fewer windows leaves the others as they are.
 */
const body = `
local unpack, pack, floor = struct.unpack, struct.pack, math.floor
local reply, stored = { 1, now }, {}
local at, size = 2, 2
for index = 1, #KEYS do
  local known = redis.call('GET', KEYS[index])
  stored[index] = known
  local windows = tonumber(ARGV[at])
  for window = 1, windows do
    local start, count, previousStart, previousCount = 0, 0, 0, 0
    if known and #known >= window * 32 then
      start, count, previousStart, previousCount = unpack('<dddd', known, window * 32 - 31)
    end
    local limit, period = tonumber(ARGV[at + window * 2]), tonumber(ARGV[at + window * 2 + 1])
    local began = now
    if count > 0 then began = start elseif previousCount > 0 then began = previousStart + period end
    if began > now then
      start, previousStart = start - (began - now), previousStart - (began - now)
    end
    if count > 0 and now >= start + period then
      start, count, previousStart, previousCount = 0, 0, start, count
    end
    local weight = 0
    if previousCount > 0 then
      local overlap = previousStart + 2 * period - 1 - now
      if overlap > 0 then weight = floor(previousCount * overlap / period) end
      if weight == 0 then previousStart, previousCount = 0, 0 end
    end
    if limit - count - weight < 1 then reply[1] = 0 end
    reply[size + 1], reply[size + 2] = start, count
    reply[size + 3], reply[size + 4] = previousStart, previousCount
    size = size + 4
  end
  at = at + 2 + windows * 2
end
at, size = 2, 2
for index = 1, #KEYS do
  local windows, packed = tonumber(ARGV[at]), ''
  for window = 1, windows do
    if reply[1] == 1 then
      if reply[size + 2] == 0 then reply[size + 1] = now end
      reply[size + 2] = reply[size + 2] + 1
    end
    packed = packed .. pack('<dddd', reply[size + 1], reply[size + 2], reply[size + 3], reply[size + 4])
    size = size + 4
  end
  if stored[index] then packed = packed .. string.sub(stored[index], windows * 32 + 1) end
  if reply[1] == 1 or (stored[index] and stored[index] ~= packed) then
    redis.call('SET', KEYS[index], packed, 'PX', ARGV[at + 1])
  end
  at = at + 2 + windows * 2
end
return reply
`

export const takeScript: { readonly serverTime: TakeScript; readonly givenTime: TakeScript } = {
  serverTime: scriptOf(`${serverTime}\n${body}`),
  /** The same body under a clock that a test moves. */
  givenTime: scriptOf(`${givenTime}\n${body}`),
}

function scriptOf(text: string): TakeScript {
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}
