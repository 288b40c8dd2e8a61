export { createDatabase, type DatabaseOptions } from './database/database.ts'
export type {
  Database,
  DatabaseLog,
  Isolation,
  PoolStats,
  Transaction,
  TransactionOptions,
} from './database/types.ts'
export {
  databaseError,
  isConnectionLost,
  isOutcomeUnknown,
  UnknownOutcome,
  type DatabaseError,
} from './database/database-errors.ts'
export { insertPrepared, runPrepared } from './database/prepared.ts'
export { tryAdvisoryLock, withAdvisoryLock, type Exclusive } from './advisory-lock/advisory-lock.ts'
export { createListener, type Listener, type ListenerOptions } from './listener/listener.ts'
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded/embedded-server.ts'
export {
  findRunningPostgres,
  type FindOptions,
  type RunningPostgres,
} from './embedded/running-server.ts'
export { accessStatements } from './embedded/cluster.ts'
export type { Role } from './embedded/data-folder.ts'
export {
  assertFolderFree,
  LockedDataFolder,
  lockFolder,
  type FolderLock,
} from './embedded/folder-lock.ts'
export { identifyProcess, isRunning, type ProcessIdentity } from './embedded/process-identity.ts'
export { createMigrator, type Migrator, type MigratorOptions } from './migrations/migrator.ts'
export {
  migrateUsage,
  readMigrateCommand,
  runMigrateCommand,
  type MigrateCommand,
  type MigrateCommandParts,
} from './migrations/command.ts'
export { MigrationError } from './migrations/migration-error.ts'
export type { MigrationModule } from './migrations/migration-file.ts'
export type { MigrationState, MigrationStatus } from './migrations/migration-status.ts'
export { kernelMigrations } from './migrations/kernel-migrations.ts'
export { dumpSchema } from './migrations/schema-dump.ts'
