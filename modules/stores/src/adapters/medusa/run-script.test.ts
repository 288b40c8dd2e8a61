import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@holdfast/testing/eventually'
import { afterAll, expect, test } from 'vitest'
import { startCommand } from './commands.ts'
import { place, secrets, shopCalled } from './fixtures/shop.ts'
import { applicationFolder } from './installation/installation.ts'

const folder = await mkdtemp(join(tmpdir(), 'holdfast-medusa-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

/** In the place of Medusa: says what it sees, much of it, and stays. */
const standIn = `
  const { readFileSync, writeFileSync } = require('node:fs')
  const { DATABASE_URL, JWT_SECRET } = process.env
  const seen = { args: process.argv.slice(2), DATABASE_URL, JWT_SECRET, environ: '' }
  if (process.platform === 'linux') seen.environ = readFileSync('/proc/self/environ', 'utf8')
  for (let i = 0; i < 30; i += 1) console.log(('line ' + i + ' ').padEnd(100_000, '.'))
  writeFileSync('seen.json.draft', JSON.stringify(seen))
  require('node:fs').renameSync('seen.json.draft', 'seen.json')
  setInterval(() => {}, 1e6)
`

test('the script that starts Medusa hands its settings on, keeps its log small, and ends with who started it', async () => {
  await cp(join(applicationFolder, 'run'), join(folder, 'run'), { recursive: true })
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await mkdir(join(folder, 'node_modules/@medusajs/cli'), { recursive: true })
  await writeFile(join(folder, 'node_modules/@medusajs/cli/cli.js'), standIn)
  const { args, cwd, env, settings } = startCommand(shopCalled('Pier 9'), { ...place, folder })
  const [main = '', ...rest] = args
  const child = spawn(process.execPath, [main, '--store=the-id', ...rest], {
    cwd,
    env: { ...env },
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const ended = once(child, 'exit')
  child.stdin.write(`${JSON.stringify(settings)}\n`)

  const seen = await eventually(async () =>
    JSON.parse(await readFile(join(folder, 'seen.json'), 'utf8')),
  )
  expect(seen).toMatchObject({
    args: ['start', '--host', '127.0.0.1', '--port', '21007'],
    DATABASE_URL: place.databaseUrl,
    JWT_SECRET: expect.stringMatching(/.{40}/),
  })
  expect(seen.environ).not.toContain(secrets.databasePassword)
  expect(await readFile(join(folder, 'shop.log'), 'utf8')).toContain('line 29')
  for (const name of ['shop.log', 'shop.log.1']) {
    expect((await stat(join(folder, name))).size).toBeLessThan(1_200_000)
  }
  const telemetry = await readFile(join(folder, '.config/medusa/config.json'), 'utf8')
  expect(JSON.parse(telemetry)).toEqual({ telemetry: { enabled: false } })

  child.stdin.end()
  expect(await ended).toEqual([null, 'SIGTERM'])
})
