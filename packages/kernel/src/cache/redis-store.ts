import { LRUCache } from 'lru-cache'
import { newId } from '../ids/ids.ts'
import type { Redis } from '../redis/redis.ts'
import {
  beginScript,
  finishScript,
  giveUpScript,
  keepScript,
  lookScript,
  runScript,
} from './scripts.ts'
import { guardMs, leaseMs, type CacheStore, type Look } from './store.ts'

export interface RedisStoreOptions {
  readonly redis: Redis
  /** Begins every key; several services on one Redis need one each. */
  readonly prefix: string
  /** How many characters of values this process keeps, so that Redis need not send them again. */
  readonly maxCharacters: number
}

/** Longer than any value lives: a tag that Redis forgot makes its values invalid, never valid. */
const versionTtlMs = 48 * 3_600_000

/**
 * Keeps values and versions in Redis, for all processes. Each look asks Redis once for what is
 * true now; the text of a value that this process knows already is not sent again. Every call
 * rejects while Redis is away.
 */
export function createRedisStore({ redis, prefix, maxCharacters }: RedisStoreOptions): CacheStore {
  const texts = new LRUCache<string, { readonly load: string; readonly text: string }>({
    maxSize: maxCharacters,
    sizeCalculation: ({ text }, key) => text.length + key.length + 40,
  })
  const valueKey = (key: string) => `${prefix}:value:${key}`
  const leaseKey = (key: string) => `${prefix}:lease:${key}`
  const tagKeys = (tags: readonly string[]) => tags.map((tag) => `${prefix}:tag:${tag}`)
  const guardKeys = (tags: readonly string[]) => tags.map((tag) => `${prefix}:guard:${tag}`)

  return {
    async look({ key, tags, token }) {
      const keys = [valueKey(key), leaseKey(key), ...tagKeys(tags), ...guardKeys(tags)]
      const known = texts.get(key)
      const args = [tags.length, token, versionTtlMs, leaseMs, known?.load ?? '']
      const { load, sent, ...look } = readLook(await runScript(redis, lookScript, { keys, args }))
      if (load === undefined) return look
      if (known?.load === load) return { ...look, text: known.text }
      if (typeof sent !== 'string') return look
      texts.set(key, { load, text: sent })
      return { ...look, text: sent }
    },
    async keep({ key, tags, token }, versions, { text, freshMs, staleMs }) {
      const load = newId()
      const keys = [valueKey(key), leaseKey(key), ...tagKeys(tags)]
      const life = Math.ceil(freshMs + staleMs)
      const args = [tags.length, token, versionTtlMs, versions, Math.ceil(staleMs), life, load]
      await runScript(redis, keepScript, {
        keys,
        args: text === undefined ? args : [...args, text],
      })
    },
    async giveUp({ key, token }) {
      await runScript(redis, giveUpScript, { keys: [leaseKey(key)], args: [token] })
    },
    async begin(tags, token) {
      const keys = [...tagKeys(tags), ...guardKeys(tags)]
      await runScript(redis, beginScript, { keys, args: [token, versionTtlMs, guardMs] })
    },
    async finish(tags, token) {
      const keys = [...tagKeys(tags), ...guardKeys(tags)]
      await runScript(redis, finishScript, { keys, args: [token, versionTtlMs, newId()] })
    },
  }
}

interface Reply extends Pick<Look, 'versions' | 'state' | 'mayLoad'> {
  /** Which load the value came from; absent when there is no value. */
  readonly load: string | undefined
  /** Absent when this process knows it, or when the value is "there is none". */
  readonly sent: string | null | undefined
}

function readLook(reply: unknown): Reply {
  // What `lookScript` returns; it is the only thing that can stand here.
  const [versions, state, mayLoad, load, sent] = reply as [
    string,
    Look['state'],
    number,
    string | 0,
    (string | null)?,
  ]
  return { versions, state, mayLoad: mayLoad === 1, load: load === 0 ? undefined : load, sent }
}
