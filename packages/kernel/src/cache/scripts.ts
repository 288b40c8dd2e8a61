import { createHash } from 'node:crypto'
import type { Redis } from '../redis/redis.ts'

// A value is a hash: v, the versions it was loaded under; e, which load it came from; s, how long
// it may be stale; t, its text, absent for "there is none". A tag is a string, its version, and
// beside it a sorted set of the transactions that may be changing it, by when to doubt no more.
// A lease is a hash: who loads, and under which versions; after an invalidation it binds nobody.

const tagsPart = `
local tags = tonumber(ARGV[1])
local function versionsNow(fresh, ttl)
  local versions = {}
  for i = 1, tags do
    local version = redis.call('GET', KEYS[2 + i])
    if not version then
      version = fresh
      redis.call('SET', KEYS[2 + i], version, 'PX', ttl)
    end
    versions[i] = version
  end
  return table.concat(versions, ' ')
end
`

/** KEYS value lease tag… guard…; ARGV tags token versionTtl leaseMs knownLoad. */
export const lookScript = defineScript(`${tagsPart}
local versions = versionsNow(ARGV[2], ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i = 1, tags do
  if redis.call('ZCOUNT', KEYS[2 + tags + i], now, '+inf') > 0 then
    return {versions, 'changing', 0, 0}
  end
end
local function lease()
  local held = redis.call('HMGET', KEYS[2], 'token', 'versions')
  if held[1] and held[2] == versions then return 0 end
  redis.call('HSET', KEYS[2], 'token', ARGV[2], 'versions', versions)
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
  return 1
end
local kept = redis.call('HMGET', KEYS[1], 'v', 's', 'e')
if kept[1] ~= versions then return {versions, 'missing', lease(), 0} end
local left = redis.call('PTTL', KEYS[1])
local text = false
if kept[3] ~= ARGV[5] then text = redis.call('HGET', KEYS[1], 't') end
if left > tonumber(kept[2]) then return {versions, 'fresh', 0, kept[3], text} end
return {versions, 'stale', lease(), kept[3], text}
`)

/** KEYS value lease tag…; ARGV tags token versionTtl versions staleMs lifeMs load [text]. */
export const keepScript = defineScript(`${tagsPart}
if redis.call('HGET', KEYS[2], 'token') == ARGV[2] then redis.call('DEL', KEYS[2]) end
if versionsNow(ARGV[2], ARGV[3]) ~= ARGV[4] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'v', ARGV[4], 's', ARGV[5], 'e', ARGV[7])
if ARGV[8] then redis.call('HSET', KEYS[1], 't', ARGV[8]) end
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return 1
`)

/** KEYS lease; ARGV token. */
export const giveUpScript = defineScript(`
if redis.call('HGET', KEYS[1], 'token') == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
`)

/** KEYS tag… guard…; ARGV token versionTtl guardMs. */
export const beginScript = defineScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local tags = #KEYS / 2
for i = 1, tags do
  redis.call('SET', KEYS[i], ARGV[1], 'PX', ARGV[2])
  redis.call('ZREMRANGEBYSCORE', KEYS[tags + i], '-inf', now)
  redis.call('ZADD', KEYS[tags + i], now + ARGV[3], ARGV[1])
  redis.call('PEXPIRE', KEYS[tags + i], ARGV[3])
end
return 1
`)

/** KEYS tag… guard…; ARGV token versionTtl version. */
export const finishScript = defineScript(`
local tags = #KEYS / 2
for i = 1, tags do
  redis.call('SET', KEYS[i], ARGV[3], 'PX', ARGV[2])
  redis.call('ZREM', KEYS[tags + i], ARGV[1])
end
return 1
`)

interface Script {
  readonly text: string
  readonly sha: string
}

function defineScript(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}

/** Runs a script by its name, and once more with its text when Redis does not know it. */
export async function runScript(
  redis: Redis,
  script: Script,
  given: { readonly keys: readonly string[]; readonly args: readonly (string | number)[] },
): Promise<unknown> {
  const { keys, args } = given
  try {
    return await redis.run((client) => client.evalsha(script.sha, keys.length, ...keys, ...args))
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
    return redis.run((client) => client.eval(script.text, keys.length, ...keys, ...args))
  }
}
