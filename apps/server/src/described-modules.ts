import type { Auth } from '@holdfast/identity'
import { systemClock } from '@holdfast/kernel/clock'
import { createVault } from '@holdfast/kernel/crypto'
import type { Files } from '@holdfast/kernel/files'
import { createMetrics } from '@holdfast/kernel/metrics'
import type { Database } from '@holdfast/kernel/postgres'
import type { ObjectStreams } from '@holdfast/kernel/realtime'
import { usualLimits, type StudioOptions } from '@holdfast/studio'
import { createModules } from './business.ts'
import { liveModule } from './live.ts'
import { studioCredits } from './studio-credits.ts'

/** The modules as data: routes, migrations, problems. Nothing of them can be run. */
export function describedModules() {
  const key = { id: 'none', key: Buffer.alloc(32) }
  const modules = createModules({
    keys: { vault: createVault({ current: key, previous: [] }) },
    post: {
      address: 'nobody@example.com',
      mailer: { send: () => Promise.reject(new Error('No mail is sent from here.')) },
    },
    auth: absent<Auth>('sign-in'),
    publicUrl: 'http://localhost',
    advisoryLock: true,
    till: {
      database: absent<Database<unknown>>('database'),
      vault: createVault({ current: key, previous: [] }),
      clock: systemClock,
      offers: [],
      returnUrlOf: () => 'http://localhost',
      secondPersonAbove: 0,
    },
    stores: {
      database: absent<Database<unknown>>('database'),
      engines: [],
      streams: absent<ObjectStreams>('stream'),
    },
    studio: {
      database: absent<Database<unknown>>('database'),
      files: absent<Files>('files'),
      credits: studioCredits,
      limits: usualLimits,
      clock: systemClock,
      listener: { subscribe: () => () => undefined, onReconnect: () => () => undefined },
      streams: absent<ObjectStreams>('stream'),
      metrics: createMetrics(),
      media: absent<StudioOptions['media']>('media program'),
      publicUrl: 'http://localhost',
      workFolder: '/nowhere',
      engines: [],
    },
  })
  return [...modules, liveModule()]
}

// The modules keep it without touching it until they are run: whoever does learns that at once.
function absent<Part extends object>(what: string): Part {
  return new Proxy({} as Part, {
    get() {
      throw new Error(`There is no ${what} here: these modules are only described.`)
    },
  })
}
