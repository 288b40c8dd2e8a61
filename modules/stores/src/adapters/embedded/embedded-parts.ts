import type { MigrationModule } from '@holdfast/kernel/postgres'
import type { LocalParts } from '../local/local-parts.ts'

/** What the steps of the embedded engine are done with. */
export interface EmbeddedParts extends LocalParts {
  readonly migrations: MigrationModule
}
