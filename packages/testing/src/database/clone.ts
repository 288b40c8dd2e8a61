import { createHash, randomBytes } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  accessStatements,
  createDatabase,
  createMigrator,
  type Database,
  type MigrationModule,
} from '@holdfast/kernel/postgres'
import { Client } from 'pg'
import type { TestServerAddresses } from './test-server.ts'

export interface CloneOptions {
  readonly migrations?: readonly MigrationModule[]
  /** Fills the new database. */
  readonly seed?: (database: Database<unknown>) => Promise<void>
}

export interface ClonedDatabase {
  /** As the application's role. */
  readonly database: Database<unknown>
  readonly name: string
  readonly ownerUrl: string
  readonly appUrl: string
  /** Closes `database` and drops it, whoever is still connected. */
  drop(): Promise<void>
}

/**
 * Makes a new database with `migrations` applied: the first caller with these very files
 * migrates a template, everybody else copies it.
 */
export async function cloneDatabase(
  server: TestServerAddresses,
  options: CloneOptions,
): Promise<ClonedDatabase> {
  const template = await prepareTemplate(server, options.migrations ?? [])
  const name = `test_${randomBytes(8).toString('hex')}`
  await asSuperuser(server, (client) => createFrom(client, name, template))
  const appUrl = `${server.app}${name}`
  const database = createDatabase({
    connectionString: appUrl,
    applicationName: 'test',
    log: silentLog,
  })
  await options.seed?.(database)
  return {
    database,
    name,
    ownerUrl: `${server.owner}${name}`,
    appUrl,
    async drop() {
      await database.close()
      await asSuperuser(server, (client) => client.query(`drop database ${name} with (force)`))
    },
  }
}

const silentLog = { info() {}, warn() {}, error() {} }

async function createFrom(client: Client, name: string, template: string): Promise<void> {
  await client.query(`create database ${name} template ${template} owner holdfast_owner`)
  // The copy does not have the template's own privileges.
  await client.query(`grant connect on database ${name} to holdfast_app`)
  await client.query(`revoke temporary, connect on database ${name} from public`)
}

async function prepareTemplate(
  server: TestServerAddresses,
  migrations: readonly MigrationModule[],
): Promise<string> {
  const files = await readFiles(migrations)
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)
  const name = `template_${hash}`
  await asSuperuser(server, async (client) => {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount) return
    await buildTemplate(server, name, migrations)
  })
  return name
}

/** What the template is made of: one text per file, with its place. */
async function readFiles(migrations: readonly MigrationModule[]): Promise<readonly string[]> {
  const perModule = await Promise.all(
    migrations.map(async ({ name, folder }) => {
      const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
      const texts = files.map((file) => readFile(join(folder, file), 'utf8'))
      return (await Promise.all(texts)).flatMap((text, index) => [name, files[index] ?? '', text])
    }),
  )
  return perModule.flat()
}

/** Built under another name, so that nobody copies a template that failed half-way. */
async function buildTemplate(
  server: TestServerAddresses,
  name: string,
  modules: readonly MigrationModule[],
): Promise<void> {
  const draft = `draft_${randomBytes(8).toString('hex')}`
  await asSuperuser(server, (client) =>
    client.query(`create database ${draft} owner holdfast_owner`),
  )
  await withClient(`${server.superuser}${draft}`, async (client) => {
    for (const statement of accessStatements(draft)) await client.query(statement)
  })
  if (modules.length > 0) {
    const connectionString = `${server.owner}${draft}`
    await createMigrator({ connectionString, modules, log: silentLog }).up()
  }
  await asSuperuser(server, (client) => client.query(`alter database ${draft} rename to ${name}`))
}

function asSuperuser<T>(server: TestServerAddresses, work: (client: Client) => Promise<T>) {
  return withClient(`${server.superuser}postgres`, work)
}

async function withClient<T>(
  connectionString: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
