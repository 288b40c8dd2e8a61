import { sql } from 'kysely'
import { testDatabase } from '@holdfast/testing/database'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createDatabase } from './database.ts'
import { databaseError } from './database-errors.ts'
import type { Transaction } from './types.ts'

const { database, ownerUrl } = await testDatabase()
const log = { warn() {}, error() {} }
const owner = createDatabase({ connectionString: ownerUrl, applicationName: 'owner', log })
afterAll(() => owner.close())

for (const statement of [
  'create table parent (id int primary key)',
  `create table child (id int primary key,
     parent_id int references parent deferrable initially deferred)`,
  // Deferrable, and immediate all the same until somebody asks.
  `create table stay (room int, during int4range,
     constraint one_at_a_time exclude using gist (room with =, during with &&)
     deferrable initially immediate)`,
  'create table audit (id int)',
  `create function note() returns trigger language plpgsql as
     $$ begin insert into audit values (new.id); return null; end $$`,
  `create constraint trigger noted after insert on parent
     deferrable initially deferred for each row execute function note()`,
]) {
  await sql.raw(statement).execute(owner.kysely)
}

beforeEach(async () => {
  await sql`truncate parent, child, stay, audit`.execute(owner.kysely)
})

const parent = (tx: Transaction<unknown>, id: number) =>
  sql`insert into parent values (${id})`.execute(tx.kysely)
const child = (tx: Transaction<unknown>, id: number, parentId: number) =>
  sql`insert into child values (${id}, ${parentId})`.execute(tx.kysely)
const stay = (tx: Transaction<unknown>, room: number, during: string) =>
  sql`insert into stay values (${room}, ${during})`.execute(tx.kysely)

async function idsOf(table: string): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`select id from ${sql.table(table)} order by id`.execute(database.kysely)
  return rows.map(({ id }) => id)
}

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => databaseError(error)?.code,
  )
}

test('what a nested transaction breaks is found at its own end, and only it is undone', async () => {
  await database.transaction(async (tx) => {
    await parent(tx, 1)
    const orphan = tx.nested(async (inner) => {
      await parent(inner, 2)
      await child(inner, 1, 99)
    })
    expect(await codeOf(orphan)).toBe('23503')
    await tx.nested((inner) => child(inner, 2, 1))
  })
  expect(await idsOf('parent')).toEqual([1])
  expect(await idsOf('child')).toEqual([2])
})

test('after a nested transaction, what is deferred by default is still deferred', async () => {
  await database.transaction(async (tx) => {
    await tx.nested((inner) => parent(inner, 1))
    await child(tx, 1, 2)
    await parent(tx, 2)
  })
  expect(await idsOf('child')).toEqual([1])
})

async function overlapAfter(statement: (tx: Transaction<unknown>) => Promise<unknown>) {
  return database.transaction(async (tx) => {
    await statement(tx)
    await stay(tx, 1, '[1,5)')
    return codeOf(tx.nested((inner) => stay(inner, 1, '[2,3)').then(() => Promise.reject())))
  })
}

test('after a nested transaction, what is immediate by default is still immediate', async () => {
  expect(await overlapAfter((tx) => tx.nested((inner) => parent(inner, 1)))).toBe('23P01')
})

const deferAll = (tx: Transaction<unknown>) => sql`set constraints all deferred`.execute(tx.kysely)

test('the same check finds that deferring everything again would defer too much', async () => {
  expect(await overlapAfter(deferAll)).toBeUndefined()
})

test('a deferred trigger leaves its rows once, although it was checked at every end', async () => {
  await database.transaction(async (tx) => {
    await tx.nested(async (inner) => {
      await inner.nested((innermost) => parent(innermost, 1))
    })
  })
  expect(await idsOf('audit')).toEqual([1])
})

test('nested transactions that start together run one after the other', async () => {
  const order: string[] = []
  await database.transaction(async (tx) => {
    const run = (name: string) =>
      tx.nested(async (inner) => {
        order.push(`${name} in`)
        await sql`select 1`.execute(inner.kysely)
        order.push(`${name} out`)
      })
    await Promise.all([run('a'), run('b')])
  })
  expect(order).toEqual(['a in', 'a out', 'b in', 'b out'])
})

test('a call through the outer transaction from inside a nested one joins the inner one', async () => {
  await database.transaction(async (tx) => {
    const undone = tx.nested(async () => {
      await tx.nested((inner) => parent(inner, 1))
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
  })
  expect(await idsOf('parent')).toEqual([])
})

test('a nested transaction that is left running ends before its surroundings do', async () => {
  await database.transaction(async (tx) => {
    void tx.nested((inner) => parent(inner, 1))
  })
  expect(await idsOf('parent')).toEqual([1])
})

const lock = (tx: Transaction<unknown>, id: number) =>
  sql`select from parent where id = ${id} for update`.execute(tx.kysely)

test('a deadlock inside a nested transaction is resolved inside', async () => {
  await parentRows([1, 2])
  const arrived = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  const outerRuns: number[] = []
  const crosswise = (me: 0 | 1) =>
    database.transaction(
      async (tx) => {
        outerRuns.push(me)
        await tx.nested(async (inner) => {
          await lock(inner, 1 + me)
          arrived[me].resolve()
          await arrived[1 - me]?.promise
          await lock(inner, 2 - me)
        })
      },
      { attempts: 1 },
    )
  await Promise.all([crosswise(0), crosswise(1)])
  expect(outerRuns.sort()).toEqual([0, 1])
})

async function parentRows(ids: readonly number[]): Promise<void> {
  await sql`insert into parent select unnest(${[...ids]}::int[])`.execute(owner.kysely)
}

test('a serialization failure inside ends the whole attempt, since its snapshot is too old', async () => {
  const attempts: string[] = []
  await database.transaction(
    async (tx) => {
      attempts.push('outer')
      await tx.nested(async (inner) => {
        attempts.push('inner')
        if (attempts.length === 2) {
          await sql`do $$ begin raise sqlstate '40001'; end $$`.execute(inner.kysely)
        }
      })
    },
    { isolation: 'repeatable read' },
  )
  expect(attempts).toEqual(['outer', 'inner', 'outer', 'inner'])
})
