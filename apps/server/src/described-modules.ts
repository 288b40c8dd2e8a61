import type { Auth } from '@holdfast/identity'
import { createVault } from '@holdfast/kernel/crypto'
import { createModules } from './business.ts'

/** The modules as data: routes, migrations, problems. Nothing of them can be run. */
export function describedModules() {
  const key = { id: 'none', key: Buffer.alloc(32) }
  return createModules({
    keys: { vault: createVault({ current: key, previous: [] }) },
    post: { mailer: { send: () => Promise.reject(new Error('No mail is sent from here.')) } },
    auth: noAuth(),
    publicUrl: 'http://localhost',
    advisoryLock: true,
  })
}

// The modules keep it without touching it until they are run: whoever does learns that at once.
function noAuth(): Auth {
  return new Proxy({} as Auth, {
    get() {
      throw new Error('There is no sign-in here: these modules are only described.')
    },
  })
}
