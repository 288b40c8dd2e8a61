import { join } from 'node:path'
import { systemClock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import { createMetrics } from '@holdfast/kernel/metrics'
import type { Database, Listener } from '@holdfast/kernel/postgres'
import {
  createDicebearEngine,
  createMediaTools,
  usualLimits,
  type StudioOptions,
} from '@holdfast/studio'
import { openFileStore } from '../../src/file-store.ts'
import { studioCredits } from '../../src/studio-credits.ts'

interface PaperStudioParts {
  readonly database: Database<unknown>
  readonly vault: Vault
  readonly publicUrl: string
  readonly folder: string
}

/** A studio that takes files and begins jobs which nobody works on. */
export async function paperStudio(parts: PaperStudioParts): Promise<StudioOptions> {
  const { database, vault, publicUrl, folder } = parts
  const env = { HOLDFAST_DATA_DIR: folder, FILES_REGION: 'nowhere' }
  const { files } = openFileStore({ env, vault, publicUrl })
  return {
    database,
    files,
    publicUrl,
    credits: studioCredits,
    limits: usualLimits,
    clock: systemClock,
    listener: silentListener,
    streams: { open: () => Promise.reject(new Error('Nothing is streamed from here.')) },
    metrics: createMetrics(),
    media: await createMediaTools({ programs: 1 }),
    workFolder: join(folder, 'work'),
    engines: [createDicebearEngine()],
  }
}

const silentListener: Pick<Listener, 'subscribe' | 'onReconnect'> = {
  subscribe: () => () => undefined,
  onReconnect: () => () => undefined,
}
