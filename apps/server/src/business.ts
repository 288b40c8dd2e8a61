import {
  createBookingsModule,
  demonstrationName,
  namesOfStations,
  seedDemonstration,
  type Staff,
} from '@holdfast/bookings'
import {
  createIdentityModule,
  foundOrganisation,
  namesOfActors,
  rolesThatMay,
  type Auth,
  type IdentityTables,
  type Stations,
} from '@holdfast/identity'
import { createOperationsModule, type KeptMails } from '@holdfast/operations'
import { createPaymentsModule, type IsAlive, type PaymentsOptions } from '@holdfast/payments'
import { createStoresModule, type StoresOptions } from '@holdfast/stores'
import {
  aliveRuns,
  createStudioModule,
  type StudioOptions,
  type StudioTables,
} from '@holdfast/studio'
import type { Cache } from '@holdfast/kernel/cache'
import { systemClock } from '@holdfast/kernel/clock'
import { newId } from '@holdfast/kernel/ids'
import type { JobQueue } from '@holdfast/kernel/jobs'
import type { Log } from '@holdfast/kernel/log'
import { kernelMigrations, type Database } from '@holdfast/kernel/postgres'
import { createContext, systemActor, type Context, type Module } from '@holdfast/kernel/module'
import { deposits } from './deposits.ts'
import { failedRefunds } from './failed-refunds.ts'
import type { Keys } from './keys.ts'
import type { Post } from './mail.ts'
import { paymentRecords } from './payment-records.ts'

/** Until businesses sign up themselves there is one: the demonstration's. */
export const demonstrationId = '01980000-0000-7000-8000-00000000d340'

export interface BusinessParts {
  readonly keys: Pick<Keys, 'vault'>
  readonly post: Post
  readonly auth: Auth
  readonly publicUrl: string
  readonly advisoryLock: boolean
  readonly till: PaymentsOptions
  readonly stores: Pick<StoresOptions, 'database' | 'engines' | 'streams' | 'usualQuota'>
  readonly studio: StudioOptions
  /** Where free times are kept for a moment; nowhere unless told. */
  readonly cache?: Cache
}

/** The businesses that this service runs, each a module. */
export function createModules(parts: BusinessParts): readonly Module[] {
  const { keys, post, auth, publicUrl, advisoryLock, till, stores, studio, cache } = parts
  const common = {
    vault: keys.vault,
    mailer: post.mailer,
    publicUrl,
    businessName: demonstrationName,
  }
  return [
    createIdentityModule({ ...common, auth, stations }),
    createBookingsModule({
      ...common,
      businessMail: post.address,
      advisoryLock,
      ...(cache ? { cache } : {}),
      staff,
      deposits,
      paymentRecords,
      mailbox: post.mailbox,
    }),
    createPaymentsModule({ ...till, failedSends: failedRefunds, isAlive: jobsOf(studio) }),
    createStoresModule({
      ...stores,
      vault: keys.vault,
      platformOrganisationId: demonstrationId,
    }),
    createStudioModule(studio),
    createOperationsModule({ namesOf: namesOfActors, keptMails: keptMailsOf(post) }),
  ]
}

/** What payments ask about whatever holds credits, answered by the studio. */
function jobsOf({ database }: Pick<StudioOptions, 'database'>): IsAlive {
  return (subjects) => aliveRuns(database.withTypes<StudioTables>(), subjects)
}

/** All mails of this service are of its one business. */
function keptMailsOf({ mailbox }: BusinessParts['post']): KeptMails | undefined {
  return mailbox && { organisationId: demonstrationId, mailbox }
}

/** As somebody reads about them: what the business does, and then who may. */
export function inReadingOrder(modules: readonly Module[]): readonly Module[] {
  const others = modules.filter(({ name }) => name !== 'identity')
  return [...others, ...modules.filter(({ name }) => name === 'identity')]
}

/** What bookings ask about the people of the business, answered by identity. */
const staff: Staff = { namesOf: namesOfActors, rolesThatMay }

/** What identity asks about the stations of the business, answered by bookings. */
const stations: Stations = { namesOf: namesOfStations }

/** Everything that has tables, in the order in which it migrates. */
export function migrationsOf(modules: readonly Module[]) {
  return [
    kernelMigrations,
    ...modules.flatMap(({ name, migrations }) =>
      migrations === undefined ? [] : [{ name, folder: migrations }],
    ),
  ]
}

/** The platform itself, acting for the business: seeding and scheduled work. */
export function systemContext<DB = unknown>(
  database: Database<unknown>,
  log: Log,
  jobs?: JobQueue,
): Context<DB> {
  return createContext<DB>({
    database,
    actor: systemActor(demonstrationId),
    correlationId: newId(),
    log,
    ids: newId,
    clock: systemClock,
    jobs,
  })
}

/** Makes the business where there is none yet; a renamed one stays as it is. */
export async function found(database: Database<unknown>, log: Log): Promise<void> {
  await foundOrganisation(systemContext<IdentityTables>(database, log), { name: demonstrationName })
}

/** Fills an empty database with the demonstration's stations; does nothing to a filled one. */
export async function seed(database: Database<unknown>, log: Log): Promise<void> {
  await seedDemonstration(systemContext(database, log))
}
