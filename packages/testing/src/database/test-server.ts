import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LockedDataFolder, startEmbeddedPostgres } from '@holdfast/kernel/postgres'

/** A throw-away PostgreSQL. Its addresses contain passwords. */
export interface TestServer {
  readonly addresses: TestServerAddresses
  /** Ends it and deletes its data. */
  stop(): Promise<void>
}

/** Addresses of one server for each role, without the database's name. */
export interface TestServerAddresses {
  readonly superuser: string
  readonly owner: string
  readonly app: string
}

const prefix = 'holdfast-test-'
const silentLog = { info() {}, warn() {} }

/**
 * Starts a PostgreSQL in a new temporary folder, in about a second. It does not flush to disk.
 * Also removes what earlier runs left behind when they were killed.
 */
export async function startTestServer(): Promise<TestServer> {
  await removeLeftovers()
  const folder = await mkdtemp(join(tmpdir(), prefix))
  // The server runs as another account when we are root.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ folder, log: silentLog, durable: false })
  const address = (role: keyof TestServerAddresses) => server.connectionString(role, '')
  return {
    addresses: { superuser: address('superuser'), owner: address('owner'), app: address('app') },
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const youngMs = 60_000

async function removeLeftovers(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix))
  await Promise.all(names.map((name) => removeWhenAbandoned(join(tmpdir(), name))))
}

/** Throws `LockedDataFolder` when its run is still alive. */
async function stopServerOf(folder: string): Promise<void> {
  const server = await startEmbeddedPostgres({ folder, log: silentLog, durable: false })
  await server.stop()
}

/** Another run may be about to take its lock, so young folders are left alone. */
async function removeWhenAbandoned(folder: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(folder)
    if (Date.now() - mtimeMs < youngMs) return
    if (existsSync(join(folder, 'data', 'postmaster.pid'))) await stopServerOf(folder)
    await rm(folder, { recursive: true, force: true })
  } catch (error) {
    if (error instanceof LockedDataFolder) return
    await rm(folder, { recursive: true, force: true })
  }
}
