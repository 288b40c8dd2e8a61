import { connect } from '../connection.ts'
import { hourMs, minuteMs, type Contestant, type Limits } from '../contestant.ts'

/** The least that two windows cost. A call that one of them denies is charged to both. */
export function bare(limits: Limits): Promise<Contestant> {
  return scripted(
    `
local minute = redis.call('INCR', KEYS[1])
if minute == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
local hour = redis.call('INCR', KEYS[2])
if hour == 1 then redis.call('PEXPIRE', KEYS[2], ARGV[4]) end
if minute > tonumber(ARGV[1]) or hour > tonumber(ARGV[2]) then return { 0, minute, hour } end
return { 1, minute, hour }`,
    limits,
  )
}

/** The least that two windows cost when a denied call is to cost nothing. */
export function bareChecked(limits: Limits): Promise<Contestant> {
  return scripted(
    `
local minute = tonumber(redis.call('GET', KEYS[1]) or 0)
local hour = tonumber(redis.call('GET', KEYS[2]) or 0)
if minute >= tonumber(ARGV[1]) or hour >= tonumber(ARGV[2]) then return { 0, minute, hour } end
redis.call('INCR', KEYS[1])
if minute == 0 then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
redis.call('INCR', KEYS[2])
if hour == 0 then redis.call('PEXPIRE', KEYS[2], ARGV[4]) end
return { 1, minute + 1, hour + 1 }`,
    limits,
  )
}

async function scripted(text: string, limits: Limits): Promise<Contestant> {
  const { redis, close } = await connect(limits.url)
  const sha = String(await redis.run((client) => client.script('LOAD', text)))
  const prefix = sha.slice(0, 4)
  const windows = [limits.perMinute, limits.perHour, minuteMs, hourMs]
  return {
    async take(subject) {
      const keys = [`${prefix}:{${subject}}:m`, `${prefix}:{${subject}}:h`]
      const answer = await redis.run((client) => client.evalsha(sha, 2, ...keys, ...windows))
      return Array.isArray(answer) && answer[0] === 1
    },
    close,
  }
}
