import { createVault } from '@holdfast/kernel/crypto'
import { createModules } from '../business.ts'

/** The modules as data: routes, migrations, problems. Nothing of them can be run. */
export function describedModules() {
  const key = { id: 'none', key: Buffer.alloc(32) }
  return createModules({
    keys: { vault: createVault({ current: key, previous: [] }) },
    post: { mailer: { send: () => Promise.reject(new Error('No mail is sent from here.')) } },
    publicUrl: 'http://localhost',
    advisoryLock: true,
  })
}
