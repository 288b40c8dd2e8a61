import { join } from 'node:path'
import type { MigrationModule } from './migration-file.ts'

/** The kernel's own tables: events, audit trail, idempotency keys. They migrate first. */
export const kernelMigrations: MigrationModule = {
  name: 'kernel',
  folder: join(import.meta.dirname, '../../../migrations'),
}
