import type { Engine } from '../../driver/driver.ts'
import type { LocalOptions } from '../local/local-driver.ts'
import { findInstallation } from './installation/installation.ts'
import { createMedusaDriver } from './medusa-driver.ts'

/**
 * Medusa, as it is offered where `npm run medusa:install` has put it into the data folder; nothing
 * where it is not. Its name is another than that of Medusa in a cluster: a store stays with the
 * driver that has made it.
 */
export async function installedMedusa(options: LocalOptions): Promise<Engine | undefined> {
  const installation = await findInstallation(options.dataFolder)
  if (!installation) return undefined
  return {
    name: 'medusa-local',
    title: 'Medusa on this machine',
    description:
      'Medusa 2 with its dashboard and Store API, in a process of its own: ready in about a minute, and takes some 400 MB of memory.',
    versions: [installation.version],
    driver: createMedusaDriver({ ...options, installation }),
  }
}
