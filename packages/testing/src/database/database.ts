import { text } from 'node:stream/consumers'
import { connect } from 'node:net'
import { afterAll, inject } from 'vitest'
import { cloneDatabase, type ClonedDatabase, type CloneOptions } from './clone.ts'
import type { TestServerAddresses } from './test-server.ts'

export type { ClonedDatabase, CloneOptions } from './clone.ts'

/**
 * A fresh, migrated database on a real PostgreSQL, for one test file:
 * `const { database } = await testDatabase({ migrations })` at the top of the file. It is
 * dropped after the file's last test.
 */
export async function testDatabase(options: CloneOptions = {}): Promise<ClonedDatabase> {
  const cloned = await cloneDatabase(await testServer(), options)
  afterAll(() => cloned.drop())
  return cloned
}

/** The addresses of this run's PostgreSQL, for tests that need more than one database. */
export async function testServer(): Promise<TestServerAddresses> {
  const answer: unknown = JSON.parse(await text(connect(inject('testServerSocket'))))
  if (isAddresses(answer)) return answer
  throw new Error(`The test PostgreSQL did not start: ${JSON.stringify(answer)}`)
}

function isAddresses(value: unknown): value is TestServerAddresses {
  return typeof value === 'object' && value !== null && 'superuser' in value
}
