export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded/embedded-server.ts'
export { LockedDataFolder } from './embedded/folder-lock.ts'
