import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client, type ClientConfig, type QueryResult } from 'pg'
import type { Binaries } from './binaries.ts'
import { roleNames, type DataFolder, type Passwords } from './data-folder.ts'
import type { SystemUser } from './system-user.ts'

export interface ClusterOptions {
  readonly binaries: Binaries
  readonly folder: DataFolder
  readonly passwords: Passwords
  readonly user: SystemUser | undefined
  /** False only for throw-away servers: nothing is flushed to the disk. */
  readonly durable: boolean
}

/**
 * Creates the server's files when there are none. A start that was killed in the middle leaves
 * nothing behind that the next one would take for complete.
 */
export async function createClusterOnce(options: ClusterOptions): Promise<void> {
  const { folder, user } = options
  if (existsSync(folder.data)) return
  await rm(folder.unfinished, { recursive: true, force: true })
  await rm(folder.ready, { force: true })
  await mkdir(folder.unfinished, { mode: 0o700 })
  if (user) await chown(folder.unfinished, user.uid, user.gid)
  await runInitdb(options)
  await rename(folder.unfinished, folder.data)
}

async function runInitdb({ binaries, folder, passwords, user, durable }: ClusterOptions) {
  const passwordFile = join(folder.root, 'initdb-password')
  await writeFile(passwordFile, passwords.superuser, { mode: 0o600 })
  if (user) await chown(passwordFile, user.uid, user.gid)
  try {
    await promisify(execFile)(
      binaries.initdb,
      [
        `--pgdata=${folder.unfinished}`,
        `--username=${roleNames.superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth-host=scram-sha-256',
        '--auth-local=reject',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--data-checksums',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync', '--wal-segsize=1']),
      ],
      { ...identityOf(user), timeout: 60_000, env: serverEnvironment },
    )
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** The server needs nothing of our environment, which may hold secrets. */
export const serverEnvironment = { PATH: '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C' }

export function identityOf(user: SystemUser | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {}
}

/** Creates roles, extensions and the database `holdfast`. May be repeated after a crash. */
export async function bootstrapOnce(
  folder: DataFolder,
  passwords: Passwords,
  port: number,
): Promise<void> {
  if (existsSync(folder.ready)) return
  const login = {
    host: '127.0.0.1',
    port,
    user: roleNames.superuser,
    password: passwords.superuser,
  }
  await runStatements({ ...login, database: 'template1' }, templateStatements(passwords))
  await createHoldfastDatabase(login)
  await runStatements({ ...login, database: 'holdfast' }, accessStatements('holdfast'))
  await writeFile(folder.ready, '')
}

async function createHoldfastDatabase(login: ClientConfig): Promise<void> {
  const exists = "select from pg_database where datname = 'holdfast'"
  const [found] = await runStatements({ ...login, database: 'template1' }, [exists])
  if (found?.rowCount) return
  await runStatements({ ...login, database: 'postgres' }, [
    `create database holdfast owner ${roleNames.owner}`,
  ])
}

async function runStatements(
  config: ClientConfig,
  statements: readonly string[],
): Promise<QueryResult[]> {
  const client = new Client({ ...config, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const results: QueryResult[] = []
    for (const statement of statements) results.push(await client.query(statement))
    return results
  } finally {
    await client.end()
  }
}

function templateStatements(passwords: Passwords): readonly string[] {
  return [
    'create extension if not exists btree_gist',
    createRole(roleNames.owner, passwords.owner),
    createRole(roleNames.app, passwords.app),
  ]
}

function createRole(name: string, password: string): string {
  return `do $$ begin
    if not exists (select from pg_roles where rolname = '${name}') then
      create role ${name} login;
    end if;
    alter role ${name} password '${password}';
  end $$`
}

/**
 * What a database needs once, run in it by an administrator: the application's role reads and
 * writes what the owner creates, and changes no definitions. May be repeated.
 */
export function accessStatements(database: string): readonly string[] {
  const forOwner = `alter default privileges for role ${roleNames.owner}`
  return [
    `revoke create on schema public from public`,
    // Other roles of the server, such as those of shops, have no business here.
    `grant connect on database "${database}" to ${roleNames.app}`,
    `revoke temporary, connect on database "${database}" from public`,
    `${forOwner} grant usage on schemas to ${roleNames.app}`,
    `${forOwner} grant select, insert, update, delete on tables to ${roleNames.app}`,
    `${forOwner} grant usage, select on sequences to ${roleNames.app}`,
  ]
}
