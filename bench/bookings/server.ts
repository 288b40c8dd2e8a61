import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createMigrator,
  startEmbeddedPostgres,
  type MigrationModule,
} from '@holdfast/kernel/postgres'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export interface Server extends AsyncDisposable {
  /** The application's role. */
  readonly appUrl: string
}

/** A migrated PostgreSQL that flushes to disk as in production. */
export async function startServer(modules: readonly MigrationModule[]): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-bench-'))
  // The server runs as another account when we are root.
  await chmod(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ folder, log })
  const connectionString = postgres.connectionString('owner')
  await createMigrator({ connectionString, modules, log }).up()
  return {
    appUrl: postgres.connectionString('app'),
    async [Symbol.asyncDispose]() {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
