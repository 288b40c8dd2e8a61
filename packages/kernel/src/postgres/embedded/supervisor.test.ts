import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@holdfast/testing/eventually'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { createDatabase } from '../database/database.ts'
import { startEmbeddedPostgres } from './embedded-server.ts'
import { pidExists } from './process-identity.ts'

const folder = await mkdtemp(join(tmpdir(), 'holdfast-supervised-'))
await chmod(folder, 0o755)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A running server with what it logged, and a client of it. */
async function given() {
  const logged: string[] = []
  const note = (_: object, message: string) => void logged.push(message)
  const server = await startEmbeddedPostgres({ folder, log: { info: note, warn: note } })
  const database = createDatabase({
    connectionString: server.connectionString('owner'),
    applicationName: 'test',
    log: { warn() {}, error() {} },
  })
  return {
    server,
    database,
    logged,
    async [Symbol.asyncDispose]() {
      await database.close()
      await server.stop()
    },
  }
}

const restarted = { withinMs: 20_000 }

test('a server that was killed is started again at its address, with all that was acknowledged', async () => {
  await using running = await given()
  const { server, database, logged } = running
  const { pid, port } = server
  await sql`create table kept (id int primary key)`.execute(database.kysely)
  const acknowledged: number[] = []
  const over = new AbortController()
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let id = writer; !over.signal.aborted; id += 4) {
      const written = await sql`insert into kept values (${id})`.execute(database.kysely).then(
        () => true,
        () => false,
      )
      if (written) acknowledged.push(id)
    }
  })
  await eventually(() => expect(acknowledged.length).toBeGreaterThan(100))
  process.kill(pid, 'SIGKILL')
  await eventually(() => expect(server.pid).not.toBe(pid), restarted)
  const before = acknowledged.length
  await eventually(() => expect(acknowledged.length).toBeGreaterThan(before + 100), restarted)
  over.abort()
  await Promise.all(writers)
  expect(server.port).toBe(port)
  const { rows } = await sql<{ id: number }>`select id from kept`.execute(database.kysely)
  const kept = new Set(rows.map(({ id }) => id))
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
  expect(logged).toEqual(
    expect.arrayContaining(['PostgreSQL has ended and is started again', 'PostgreSQL is back']),
  )
})

test('a server that cannot get its address back is tried again until it can', async () => {
  await using running = await given()
  const { server, database, logged } = running
  const { pid, port } = server
  process.kill(pid, 'SIGKILL')
  // Its address is free once the process is gone, and somebody else is quicker.
  const squatter = createServer()
  await eventually(async () => {
    squatter.listen(port, '127.0.0.1')
    await once(squatter, 'listening')
  })
  const refused = 'PostgreSQL could not be started again'
  await eventually(() => expect(logged).toContain(refused), restarted)
  squatter.close()
  await eventually(() => expect(server.pid).not.toBe(pid), restarted)
  await eventually(() => database.ping(1_000), restarted)
})

test('a server that we stop stays stopped, also when it was killed just before', async () => {
  const { server, database } = await given()
  await database.close()
  process.kill(server.pid, 'SIGKILL')
  await server.stop()
  const { pid } = server
  expect(pidExists(pid)).toBe(false)
  const next = await startEmbeddedPostgres({ folder, log: { info() {}, warn() {} } })
  expect(next.adopted).toBe(false)
  await next.stop()
})
