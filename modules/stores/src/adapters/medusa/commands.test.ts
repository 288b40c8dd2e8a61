import { describe, expect, test } from 'vitest'
import { hostileNames } from '../../fixtures/hostile-names.ts'
import { migrateCommands, seedCommand, startCommand, type MedusaCommand } from './commands.ts'
import { place, secrets, shopCalled } from './fixtures/shop.ts'

function commandsOf(name: string): readonly MedusaCommand[] {
  const shop = shopCalled(name)
  return [...migrateCommands(shop, place), startCommand(shop, place), seedCommand(shop, place)]
}

/** What other programs of the machine may see of a process: its arguments and its environment. */
function visible({ heapMegabytes, args, cwd, env }: MedusaCommand): string {
  return JSON.stringify([heapMegabytes, args, cwd, env])
}

describe('what a Medusa is started with', () => {
  test('a name changes nothing that a system reads: it goes to one field of the seed', () => {
    const usual = commandsOf('Pier 9 Provisions').map(visible)
    for (const name of hostileNames) {
      expect([name, commandsOf(name).map(visible)]).toEqual([name, usual])
      const [seed, ...others] = commandsOf(name)
        .map(({ settings }) => settings)
        .toReversed()
      expect(seed).toMatchObject({ seed: { storeName: name } })
      expect(JSON.stringify(others)).not.toContain(JSON.stringify(name))
    }
  })

  test('no secret is among arguments or in the environment', () => {
    const { adminPassword, databasePassword, signingKey } = secrets
    for (const command of commandsOf('Pier 9')) {
      for (const secret of [adminPassword, databasePassword, signingKey]) {
        expect(visible(command)).not.toContain(secret)
      }
    }
  })

  test('nothing of the environment of this process is passed on', () => {
    const [{ env } = { env: {} }] = commandsOf('Pier 9')
    expect(Object.keys(env)).toEqual(['NODE_ENV', 'PATH', 'HOME', 'TZ', 'MEDUSA_DISABLE_TELEMETRY'])
    expect(env).toMatchObject({ HOME: place.folder, PATH: '/usr/bin:/bin' })
  })

  test('the keys that sign are made of the shop’s own, and none of them is it or another', () => {
    const { settings } = startCommand(shopCalled('Pier 9'), place)
    const { JWT_SECRET: jwt, COOKIE_SECRET: cookie } = settings['environment'] as never
    expect(new Set([jwt, cookie, secrets.signingKey]).size).toBe(3)
    expect(startCommand(shopCalled('Other'), place).settings).toEqual(settings)
  })

  test('it listens on the loopback alone', () => {
    const { args } = startCommand(shopCalled('Pier 9'), place)
    expect(args.join(' ')).toContain('start --host 127.0.0.1 --port 21007')
  })

  test('a migration starts no process of its own, which would outlive it', () => {
    const [first] = migrateCommands(shopCalled('Pier 9'), place)
    expect(first?.args).toEqual(expect.arrayContaining(['--skip-search', '--skip-scripts']))
  })
})
