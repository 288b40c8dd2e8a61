import { createBookingsModule, demonstrationName, seedDemonstration } from '@holdfast/bookings'
import { systemClock } from '@holdfast/kernel/clock'
import { newId } from '@holdfast/kernel/ids'
import type { Log } from '@holdfast/kernel/log'
import { kernelMigrations, type Database } from '@holdfast/kernel/postgres'
import { createContext, systemActor, type Context, type Module } from '@holdfast/kernel/module'
import type { Keys } from './keys.ts'
import type { Post } from './mail.ts'

/** Until businesses sign up themselves there is one: the demonstration's. */
export const demonstrationId = '01980000-0000-7000-8000-00000000d340'

export interface BusinessParts {
  readonly keys: Pick<Keys, 'vault'>
  readonly post: Pick<Post, 'mailer'>
  readonly publicUrl: string
  readonly advisoryLock: boolean
}

/** The businesses that this service runs, each a module. */
export function createModules({ keys, post, publicUrl, advisoryLock }: BusinessParts) {
  const { vault } = keys
  const { mailer } = post
  return [
    createBookingsModule({
      vault,
      mailer,
      publicUrl,
      advisoryLock,
      businessName: demonstrationName,
    }),
  ]
}

/** Everything that has tables, in the order in which it migrates. */
export function migrationsOf(modules: readonly Module[]) {
  return [
    kernelMigrations,
    ...modules.map(({ name, migrations }) => ({ name, folder: migrations })),
  ]
}

/** The platform itself, acting for the business: seeding and scheduled work. */
export function systemContext(database: Database<unknown>, log: Log): Context<unknown> {
  return createContext({
    database,
    actor: systemActor(demonstrationId),
    correlationId: newId(),
    log,
    ids: newId,
    clock: systemClock,
  })
}

/** Fills an empty database with the demonstration business; does nothing to a filled one. */
export async function seed(database: Database<unknown>, log: Log): Promise<void> {
  await seedDemonstration(systemContext(database, log))
}
