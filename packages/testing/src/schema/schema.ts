import {
  createMigrator,
  dumpSchema,
  type Migrator,
  type MigrationModule,
} from '@holdfast/kernel/postgres'
import { Client } from 'pg'
import { cloneDatabase } from '../database/clone.ts'
import { testServer } from '../database/database.ts'

/** What a module's schema looked like on the way up, down and up again. */
export interface SchemaJourney {
  readonly up: string
  readonly down: string
  readonly upAgain: string
}

/**
 * Migrates an empty database up, takes everything of `module` back, and migrates up again,
 * with a dump of its schemas (the one of its name unless told) after each step:
 * `expect(upAgain).toBe(up)`, and `expect(up).toMatchFileSnapshot('../schema.sql')` keeps the
 * committed text equal; `npx vitest run FILE -u` writes it anew.
 */
export async function travelSchema(
  module: string,
  modules: readonly MigrationModule[],
  schemas: readonly string[] = [module],
): Promise<SchemaJourney> {
  const cloned = await cloneDatabase(await testServer(), {})
  const client = new Client(cloned.ownerUrl)
  await client.connect()
  const log = { info() {} }
  const migrator = createMigrator({ connectionString: cloned.ownerUrl, modules, log })
  const dumpAfter = async (step: Promise<unknown>) => {
    await step
    const dumps: string[] = []
    for (const schema of schemas) dumps.push(await dumpSchema(client, schema))
    return dumps.join('\n')
  }
  try {
    const up = await dumpAfter(migrator.up())
    const down = await dumpAfter(takeAllBack(migrator, module))
    return { up, down, upAgain: await dumpAfter(migrator.up()) }
  } finally {
    await client.end()
    await cloned.drop()
  }
}

async function takeAllBack(migrator: Migrator, module: string): Promise<void> {
  const own = (await migrator.status()).filter((status) => status.module === module)
  await migrator.down(module, own.length)
}
