import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMigrator, kernelMigrations, startEmbeddedPostgres } from '@holdfast/kernel/postgres'
import { startRedisServer } from '@holdfast/testing/redis'
import type { Servers } from './contestant.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A PostgreSQL that flushes to disk as in production, and a Redis that keeps nothing there. */
export async function startServers(): Promise<Servers & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-bench-'))
  // The server runs as another account when we are root.
  await chmod(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ folder, log })
  const ownerUrl = postgres.connectionString('owner')
  await createMigrator({ connectionString: ownerUrl, modules: [kernelMigrations], log }).up()
  const redis = await startRedisServer()
  return {
    ownerUrl,
    appUrl: postgres.connectionString('app'),
    redisUrl: redis.url,
    async [Symbol.asyncDispose]() {
      await redis[Symbol.asyncDispose]()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
