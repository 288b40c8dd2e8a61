import type { Clock } from '../platform/platform.ts'
import type { CachedAnswer, CacheTier } from './cached-answer.ts'
import { done, openDatabase, type Database, type IndexedDb, type Store } from './indexed-db.ts'

const storeName = 'answers'
const version = 1
const maxAnswers = 500
// A database may hang, behind another tab or a slow disk; the network is quicker then.
const patienceMs = 250

export interface DiskParts {
  readonly indexedDb: IndexedDb
  readonly clock: Clock
  readonly name: string
}

/** Answers that survive a reload, in IndexedDB. It is opened with the first answer. */
export function createDiskTier({ indexedDb, clock, name }: DiskParts): CacheTier {
  let opened: Promise<Database> | undefined
  // Once it was, no answer waits for it again; what is to be deleted still is.
  let isSlow = false

  async function open(): Promise<Database> {
    const database = await openDatabase(indexedDb, { name, version }, (fresh) => {
      const store = fresh.createObjectStore(storeName, { keyPath: 'key' })
      store.createIndex('tags', 'tags', { multiEntry: true })
    })
    database.addEventListener('versionchange', () => database.close())
    await keepSmall(storeOf(database, 'readwrite'))
    return database
  }

  /** The work, or nothing when it fails or takes too long. */
  async function use<Result>(
    mode: 'readonly' | 'readwrite',
    work: (store: Store) => Promise<Result>,
  ): Promise<Result | undefined> {
    const late = Promise.withResolvers<undefined>()
    const cancel = clock.schedule(patienceMs, () => {
      isSlow = true
      late.resolve(undefined)
    })
    try {
      opened ??= open()
      const worked = opened.then((database) => work(storeOf(database, mode)))
      return await Promise.race([worked, late.promise])
    } catch {
      opened = undefined
      return undefined
    } finally {
      cancel()
    }
  }

  return {
    async get(key) {
      if (isSlow) return undefined
      const answer = await use('readonly', (store) => done(store.get(key)))
      return isCachedAnswer(answer) ? answer : undefined
    },
    async set(answer) {
      if (!isSlow) await use('readwrite', (store) => done(store.put(answer)))
    },
    async deleteTagged(tags) {
      await use('readwrite', async (store) => {
        for (const tag of tags) {
          await deleteKeys(store, await done(store.index('tags').getAllKeys(tag)))
        }
      })
    },
    async clear() {
      await use('readwrite', (store) => done(store.clear()))
    },
  }
}

function storeOf(database: Database, mode: 'readonly' | 'readwrite'): Store {
  return database.transaction(storeName, mode).objectStore(storeName)
}

async function keepSmall(store: Store): Promise<void> {
  if ((await done(store.count())) > maxAnswers) await done(store.clear())
}

async function deleteKeys(store: Store, keys: readonly string[]): Promise<void> {
  for (const key of keys) await done(store.delete(key))
}

function isCachedAnswer(value: unknown): value is CachedAnswer {
  if (typeof value !== 'object' || value === null) return false
  const { text, status, freshUntilMs, staleUntilMs }: Partial<CachedAnswer> = value
  return (
    typeof text === 'string' &&
    [status, freshUntilMs, staleUntilMs].every((number) => typeof number === 'number')
  )
}
