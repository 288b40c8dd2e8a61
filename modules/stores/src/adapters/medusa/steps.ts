import type { Shop, StepOutput } from '../../driver/driver.ts'
import { DriverError } from '../../driver/driver-error.ts'
import { mayAct, type LocalParts } from '../local/local-parts.ts'
import { localSteps, portToCall, type StepCall, type Steps } from '../local/local-steps.ts'
import { migrateCommands, seedCommand, type Place } from './commands.ts'
import type { Installation } from './installation/installation.ts'
import {
  countAllProducts,
  countProducts,
  openStorefront,
  signIn,
  type MedusaAddress,
} from './medusa-api.ts'
import { runMedusa } from './run-medusa.ts'
import { seedAnswer } from './seed-answer.ts'
import { fillShopFolder } from './shop-folder.ts'

export interface MedusaParts extends LocalParts {
  readonly installation: Installation
}

export const medusaSteps: Steps<MedusaParts> = { ...localSteps, migrate, seedAdmin, verify }

/** Where the Medusa of one shop runs, at this port. */
export function placeOf(
  { folders, server, addressOf }: Pick<MedusaParts, 'folders' | 'server' | 'addressOf'>,
  { id, slug, secrets }: Shop,
  port: number,
): Place {
  return {
    folder: folders.pathOf(id),
    port,
    databaseUrl: server.addressOf(id, secrets.databasePassword),
    publicUrl: new URL(addressOf(slug).url).origin,
  }
}

async function migrate(parts: MedusaParts, { shop, call }: StepCall): Promise<StepOutput> {
  const place = placeOf(parts, shop, await portToCall(parts, { shop }))
  await mayAct(call)
  await fillShopFolder(place.folder, parts.installation)
  const startedAtMs = performance.now()
  for (const command of migrateCommands(shop, place)) {
    await mayAct(call)
    await runMedusa(command, { what: 'prepare its database', signal: call.signal })
  }
  call.report(`The database is prepared after ${secondsSince(startedAtMs)} s.`)
  return {}
}

async function seedAdmin(parts: MedusaParts, { shop, call }: StepCall): Promise<StepOutput> {
  const place = placeOf(parts, shop, await portToCall(parts, { shop }))
  await mayAct(call)
  const printed = await runMedusa(seedCommand(shop, place), {
    what: 'fill its shelves and make its owner’s account',
    signal: call.signal,
  })
  const { publishableKey, regionId } = seedAnswer(printed)
  return { publishableKey, regionId }
}

/** Uses it as people do: opens the storefront, looks at products, signs in and asks as its owner. */
async function verify(parts: MedusaParts, { shop, call }: StepCall): Promise<StepOutput> {
  const at = { port: await portToCall(parts, { shop }), signal: call.signal }
  await openStorefront(at)
  const visible = await countProducts(at, publishableKeyOf(shop))
  const all = await askAsOwner(at, shop)
  if (visible === 0) throw notRight('a visitor finds no products')
  return { products: all }
}

async function askAsOwner(at: MedusaAddress, { secrets }: Shop): Promise<number> {
  const { adminEmail: email, adminPassword: password } = secrets
  return countAllProducts(at, await signIn(at, { email, password }))
}

function publishableKeyOf({ outputs }: Shop): string {
  const key = outputs.seedAdmin?.['publishableKey']
  if (typeof key === 'string') return key
  throw notRight('it was not filled yet')
}

function notRight(how: string): DriverError {
  const failure = { class: 'transient', code: 'shopNotRight' } as const
  return new DriverError(`The shop is not right yet: ${how}.`, failure)
}

function secondsSince(startedAtMs: number): number {
  return Math.round((performance.now() - startedAtMs) / 1_000)
}
