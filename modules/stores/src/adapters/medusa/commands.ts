import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { Plan } from '../../contract/states.ts'
import type { Shop } from '../../driver/driver.ts'

/** Where one shop's Medusa runs. All of it comes of its id and of the platform, not of people. */
export interface Place {
  /** Of this shop alone; the application is copied into it. */
  readonly folder: string
  readonly port: number
  readonly databaseUrl: string
  /** Where people reach it: `http://slug.localhost:3000`. */
  readonly publicUrl: string
}

/** One run of Medusa: what its process is started with. `settings` goes to its standard input. */
export interface MedusaCommand {
  readonly heapMegabytes: number
  /** The script that Node runs, and what that is told. */
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, unknown>>
}

/**
 * The parts of `medusa db:migrate`, run one by one: it would start the last two itself, as
 * processes that live on when somebody ends the first.
 */
export function migrateCommands(shop: Shop, place: Place): readonly MedusaCommand[] {
  return [
    ['db:migrate', '--skip-search', '--skip-scripts', '--execute-safe-links'],
    ['db:migrate:search', '--execute-safe-search'],
    ['db:migrate:scripts'],
  ].map((args) => commandOf(shop, place, args))
}

/** Serves the shop until its standard input ends. */
export function startCommand(shop: Shop, place: Place): MedusaCommand {
  const args = ['start', '--host', '127.0.0.1', '--port', String(place.port)]
  const command = commandOf(shop, place, args)
  return { ...command, settings: { ...command.settings, logFile: join(place.folder, 'shop.log') } }
}

/** Names the shop, fills its shelves and makes its owner's account; see `seedAnswer`. */
export function seedCommand(shop: Shop, place: Place): MedusaCommand {
  const command = commandOf(shop, place, ['exec', 'seed/seed.js'])
  const { adminEmail, adminPassword } = shop.secrets
  const seed = { storeName: shop.name, adminEmail, adminPassword }
  return { ...command, settings: { ...command.settings, seed } }
}

const heapMegabytes: Readonly<Record<Plan, number>> = { small: 512, medium: 1_024, large: 2_048 }

function commandOf(shop: Shop, place: Place, args: readonly string[]): MedusaCommand {
  return {
    heapMegabytes: heapMegabytes[shop.plan],
    args: ['run/medusa.js', ...args],
    cwd: place.folder,
    env: {
      NODE_ENV: 'production',
      PATH: '/usr/bin:/bin',
      HOME: place.folder,
      TZ: 'UTC',
      MEDUSA_DISABLE_TELEMETRY: 'true',
    },
    settings: {
      environment: {
        DATABASE_URL: place.databaseUrl,
        PUBLIC_URL: place.publicUrl,
        JWT_SECRET: keyFor('jwt', shop),
        COOKIE_SECRET: keyFor('cookie', shop),
      },
    },
  }
}

function keyFor(purpose: 'jwt' | 'cookie', { secrets }: Shop): string {
  return createHmac('sha256', secrets.signingKey).update(`medusa ${purpose}`).digest('base64url')
}
