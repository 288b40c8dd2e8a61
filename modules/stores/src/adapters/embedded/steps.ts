import { createMigrator } from '@holdfast/kernel/postgres'
import type { Plan } from '../../contract/states.ts'
import type { Shop, StepOutput } from '../../driver/driver.ts'
import type { DatabaseServer } from '../local/database-server.ts'
import { mayAct } from '../local/local-parts.ts'
import { localSteps, portToCall, type StepCall, type Steps } from '../local/local-steps.ts'
import type { ShopLaunch } from '../local/shop-processes.ts'
import type { ShopFolders } from '../local/shop-record.ts'
import type { EmbeddedParts } from './embedded-parts.ts'
import { sendAdmin, verifyShop } from './shop-client.ts'

export const embeddedSteps: Steps<EmbeddedParts> = { ...localSteps, migrate, seedAdmin, verify }

async function migrate(parts: EmbeddedParts, { shop, call }: StepCall): Promise<StepOutput> {
  await mayAct(call)
  const { server, migrations, log } = parts
  const migrator = createMigrator({
    connectionString: server.addressOf(shop.id, shop.secrets.databasePassword),
    modules: [migrations],
    log,
  })
  const applied = await migrator.up()
  const { length } = applied
  if (length > 0) call.report(`${length} ${length === 1 ? 'migration' : 'migrations'} applied.`)
  return {}
}

async function seedAdmin(parts: EmbeddedParts, asked: StepCall): Promise<StepOutput> {
  const port = await portToCall(parts, asked)
  await mayAct(asked.call)
  await sendAdmin({ port, shop: asked.shop, signal: asked.call.signal })
  return {}
}

async function verify(parts: EmbeddedParts, asked: StepCall): Promise<StepOutput> {
  const port = await portToCall(parts, asked)
  const { products } = await verifyShop({ port, shop: asked.shop, signal: asked.call.signal })
  return { products }
}

/** Memory for JavaScript, by plan; the whole process takes about 100 MB more. */
const heapMegabytes: Readonly<Record<Plan, number>> = { small: 96, medium: 192, large: 384 }

interface LaunchParts {
  readonly server: DatabaseServer
  readonly folders: ShopFolders
  /** The folder of `apps/shop`. */
  readonly shopFolder: string
  readonly compileCache: string
  readonly currency: string
}

/** How the process of one shop is started. */
export function launchOf(
  { server, folders, shopFolder, compileCache, currency }: LaunchParts,
  shop: Shop,
  port: number,
): Omit<ShopLaunch, 'storeId' | 'outputFile'> {
  const { id, name, plan, version, generation, secrets } = shop
  return {
    main: `${shopFolder}/src/main.ts`,
    heapMegabytes: heapMegabytes[plan],
    env: { NODE_COMPILE_CACHE: compileCache },
    settings: {
      storeId: id,
      name,
      port,
      databaseUrl: server.addressOf(id, secrets.databasePassword),
      signingKey: secrets.signingKey,
      plan,
      version,
      generation,
      currency,
      logFile: folders.pathOf(id, 'shop.log'),
    },
  }
}
