// A process of its own for crash.test.ts: `node crash-child.ts MODE APP_URL NAME`.
import { sql } from 'kysely'
import { countEffects, givenIdempotency, leaveEffect, openDatabase, scope } from './given-keys.ts'

const [, , mode = '', appUrl = '', name = ''] = process.argv
const database = openDatabase(appUrl)
const idempotency = givenIdempotency(database)
const own = { ...scope, key: name }

/** Tells the parent where we are and stays there until it kills us. */
function stopAt(mark: string): Promise<never> {
  process.send?.(mark)
  return new Promise(() => setInterval(() => undefined, 1000))
}

const modes: Record<string, () => Promise<unknown>> = {
  /** Dies between the write and the answer. */
  async 'before commit'() {
    await idempotency.run(own, name, async (tx) => {
      await leaveEffect(name)(tx)
      return stopAt('marked')
    })
  },
  /** Dies after the commit, before anybody heard of it. */
  async 'after commit'() {
    await idempotency.run(own, name, leaveEffect(name))
    await stopAt('marked')
  },
  /** The broken twin: the work first, in a transaction of its own, and its key afterwards. */
  async 'key afterwards'() {
    await database.transaction(leaveEffect(name))
    await stopAt('marked')
    await idempotency.run(own, name, async () => ({ status: 201, headers: {}, body: '' }))
  },
  /** Ten equal calls, in competition with whoever else runs. */
  async compete() {
    const runs = Array.from({ length: 10 }, () => idempotency.run(own, name, leaveEffect(name)))
    const outcomes = await Promise.all(runs)
    process.send?.(outcomes.map(({ response }) => JSON.stringify(response)))
  },
}

await sql`SELECT 1`.execute(database.kysely)
await countEffects(database, name)
await modes[mode]?.()
await database.close()
process.disconnect?.()
