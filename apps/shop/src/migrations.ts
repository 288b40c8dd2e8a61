import { resolve } from 'node:path'
import type { MigrationModule } from '@holdfast/kernel/postgres'

export const shopMigrations: MigrationModule = {
  name: 'shop',
  folder: resolve(import.meta.dirname, '../migrations'),
}
