import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { DriverError } from '../../../driver/driver-error.ts'
import { installMedusa, type InstallOptions } from './install.ts'
import { describeInstallation, findInstallation } from './installation.ts'
import { npmEnvironment } from './npm-environment.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-medusa-'))
  folders.push(folder)
  return folder
}

/** In the place of npm: writes down how it was called, takes a moment, and makes node_modules. */
const standIn = `
  import { appendFileSync, mkdirSync } from 'node:fs'
  const [, , calls, ending, ...args] = process.argv
  appendFileSync(calls, JSON.stringify({ args, env: process.env, cwd: process.cwd() }) + '\\n')
  mkdirSync('node_modules/half', { recursive: true })
  setTimeout(() => {
    if (ending === 'well') mkdirSync('node_modules/whole')
    else console.error('npm error code ENOTFOUND')
    process.exit(ending === 'well' ? 0 : 1)
  }, 150)
`

async function given(ending: 'well' | 'badly' = 'well') {
  const dataDir = await newFolder()
  const calls = join(dataDir, 'calls.jsonl')
  const program = join(dataDir, 'npm.mjs')
  await writeFile(program, standIn)
  const options: InstallOptions = {
    dataDir,
    signal: new AbortController().signal,
    report: () => undefined,
    npm: [process.execPath, program, calls, ending],
    dashboard: false,
    env: { PATH: '/usr/bin:/bin' },
  }
  const called = async () => {
    const text = await readFile(calls, 'utf8').catch(() => '')
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  }
  return { dataDir, options, called, wanted: await describeInstallation(dataDir) }
}

test('an installation is found once it is whole, and made by npm without scripts', async () => {
  const { dataDir, options, called, wanted } = await given()
  expect(await findInstallation(dataDir)).toBeUndefined()
  expect(await installMedusa(options)).toEqual(wanted)
  expect(await findInstallation(dataDir)).toEqual(wanted)
  expect(existsSync(join(wanted.folder, 'node_modules/whole'))).toBe(true)
  const [call] = await called()
  expect(call.args).toEqual(['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  expect(Object.keys(call.env).toSorted()).toEqual(['NODE_ENV', 'PATH'])
})

test('of two at once one installs and the other waits for it', async () => {
  const { options, called, wanted } = await given()
  const said: string[] = []
  const both = [options, { ...options, report: (line: string) => void said.push(line) }]
  expect(await Promise.all(both.map(installMedusa))).toEqual([wanted, wanted])
  expect(await called()).toHaveLength(1)
  expect(await installMedusa(options)).toEqual(wanted)
  expect(await called()).toHaveLength(1)
})

test('one that failed is not there, says what npm said, and can be repeated', async () => {
  const { dataDir, options, wanted } = await given('badly')
  const failed = await installMedusa(options).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(DriverError)
  expect((failed as DriverError).failure).toMatchObject({
    class: 'transient',
    code: 'installFailed',
    output: expect.stringContaining('ENOTFOUND'),
  })
  expect(await findInstallation(dataDir)).toBeUndefined()
  const npm = options.npm?.map((part) => (part === 'badly' ? 'well' : part)) ?? []
  await installMedusa({ ...options, npm: npm as [string, ...string[]] })
  expect(await findInstallation(dataDir)).toEqual(wanted)
  const left = await readdir(dirname(wanted.folder))
  expect(left.filter((name) => name.endsWith('.unfinished'))).toEqual([])
})

test('what a killed installer left is taken for nothing, and cleared away', async () => {
  const { dataDir, options, wanted } = await given()
  const left = `${wanted.folder}.killed.unfinished`
  await mkdir(join(left, 'node_modules'), { recursive: true })
  expect(await findInstallation(dataDir)).toBeUndefined()
  await installMedusa(options)
  expect(existsSync(left)).toBe(false)
})

test('npm learns where the registry is, and no secret of the platform', () => {
  const env = {
    PATH: '/bin',
    HTTPS_PROXY: 'http://proxy:3128',
    npm_config_registry: 'https://registry.example',
    HOLDFAST_MASTER_KEY: 'secret',
    DATABASE_URL: 'postgres://x:secret@db/holdfast',
    npm_config__auth: 'secret',
  }
  expect(npmEnvironment(env)).toEqual({
    PATH: '/bin',
    HTTPS_PROXY: 'http://proxy:3128',
    npm_config_registry: 'https://registry.example',
  })
})
