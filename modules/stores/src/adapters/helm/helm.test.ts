import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LeaseLost } from '@holdfast/kernel/lease'
import { eventually } from '@holdfast/testing/eventually'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { DriverError } from '../../driver/driver-error.ts'
import type { Shop } from '../../driver/driver.ts'
import { hostileNames } from '../../fixtures/hostile-names.ts'
import { recordingHelm } from '../../fixtures/recording-helm.ts'
import { createHelm } from './helm.ts'
import { namesOf } from './names.ts'
import { valuesOf } from './shop-values.ts'

// Real programs on a machine that may be busy with other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const names = namesOf(id)
const forever = new AbortController().signal
const secrets = {
  adminEmail: 'owner@pier9.example',
  adminPassword: 'canary-admin',
  databasePassword: 'canary-database',
  signingKey: 'canary-signing',
}
const shop: Shop = {
  id,
  slug: 'pier-9',
  name: 'Pier 9',
  plan: 'small',
  version: '9.8.5',
  generation: 1,
  wasReady: true,
  secrets,
  outputs: {},
}
const options = { domain: 'shops.example', ingressClass: '', tls: {}, storageClass: '' }
const upgrade = (name: string) => ({
  chart: '/charts/woocommerce',
  values: valuesOf({ ...shop, name }, options),
})

async function given(how: Parameters<typeof recordingHelm>[0] & { graceMs?: number } = {}) {
  const recorded = await recordingHelm(how)
  onTestFinished(recorded.remove)
  const { command } = recorded
  const helm = createHelm({
    command,
    kubeconfig: '/etc/kube',
    context: 'shops',
    graceMs: how.graceMs,
  })
  return { recorded, helm }
}

test.each([
  ['v4.2.3', '--rollback-on-failure'],
  ['v3.18.4+gd80839c', '--atomic'],
])('helm %s is told to undo what fails by %s', async (version, flag) => {
  const { recorded, helm } = await given({ version })
  await helm.upgrade(names, upgrade('Pier 9'), forever)
  const [call] = await recorded.calls()
  const wanted =
    `upgrade ${names.release} /charts/woocommerce --namespace ${names.namespace} --install ${flag} ` +
    '--wait --timeout 600s --history-max 5 --kubeconfig /etc/kube --kube-context shops ' +
    `--values ${call?.valuesFile}`
  expect(call?.args).toEqual(wanted.split(' '))
})

test('inside the cluster helm is led to it by the account of the pod', async () => {
  const recorded = await recordingHelm({
    behaviour: 'for last; do :; done; cp "$last" "$here/kubeconfig"',
  })
  onTestFinished(recorded.remove)
  const helm = createHelm({ command: recorded.command })
  await helm.uninstall(names, forever)
  const [call] = await recorded.calls()
  expect(call?.args.slice(-2)[0]).toBe('--kubeconfig')
  const used: unknown = JSON.parse(await readFile(join(recorded.folder, 'kubeconfig'), 'utf8'))
  expect(used).toMatchObject({
    clusters: [{ cluster: { server: 'https://kubernetes.default.svc' } }],
  })
})

test('a helm that is not known is not tried', async () => {
  const { recorded, helm } = await given({ version: 'v5.0.0' })
  const refused = helm.upgrade(names, upgrade('Pier 9'), forever)
  await expect(refused).rejects.toMatchObject({ failure: { code: 'unknownHelm' } })
  expect(await recorded.calls()).toEqual([])
})

test('a machine without helm is told of as such', async () => {
  const helm = createHelm({ command: '/nowhere/helm' })
  const refused = helm.uninstall(names, forever)
  await expect(refused).rejects.toMatchObject({ failure: { code: 'noHelm' } })
})

test('no name reaches an argument, the environment or a file name: it is one value in a file', async () => {
  const { recorded, helm } = await given()
  for (const name of hostileNames) await helm.upgrade(names, upgrade(name), forever)
  const calls = await recorded.calls()
  const arranged = calls.map(({ args, valuesFile }) =>
    args.map((arg) => (arg === valuesFile ? 'values' : arg)),
  )
  expect(new Set(arranged.map((args) => JSON.stringify(args))).size).toBe(1)
  expect(calls.map(({ values }) => values)).toEqual(
    hostileNames.map((name) => upgrade(name).values),
  )
  const around = JSON.stringify(calls.map(({ env, valuesFile }) => [env, valuesFile]))
  for (const name of hostileNames.filter((one) => one.length > 6)) {
    expect(around).not.toContain(JSON.stringify(name).slice(1, -1))
  }
})

test('the values can be read by us alone, and are gone afterwards', async () => {
  const { recorded, helm } = await given()
  await helm.upgrade(names, upgrade('Pier 9'), forever)
  const [call] = await recorded.calls()
  expect(call?.modes).toEqual(['700', '600'])
  expect(existsSync(dirname(call?.valuesFile ?? '/'))).toBe(false)
})

test('no secret is among the values, and of our environment nothing is handed on', async () => {
  process.env['CANARY_OF_OURS'] = 'canary-environment'
  onTestFinished(() => void delete process.env['CANARY_OF_OURS'])
  const { recorded, helm } = await given()
  await helm.upgrade(names, upgrade('Pier 9'), forever)
  const calls = await recorded.calls()
  expect(JSON.stringify(calls)).not.toContain('canary')
  const own = new Set(['PATH', 'HOME', 'HELM_CACHE_HOME', 'HELM_CONFIG_HOME', 'HELM_DATA_HOME'])
  const bySh = new Set(['PWD', 'OLDPWD', 'SHLVL', '_'])
  const others = Object.keys(calls[0]?.env ?? {}).filter((key) => !own.has(key) && !bySh.has(key))
  expect(others).toEqual([])
})

test('what helm prints when it fails is kept, the last 64 KiB of it', async () => {
  const script = `head -c 200000 /dev/zero | tr '\\0' x >&2; echo 'Error: exceeded quota: shop' >&2; exit 1`
  const { helm } = await given({ behaviour: script })
  const failed: unknown = await helm.upgrade(names, upgrade('Pier 9'), forever).catch((e) => e)
  const { failure } = failed as DriverError
  expect(failure).toMatchObject({ class: 'quota', code: 'quotaExceeded' })
  expect(failure.output?.length).toBe(64 * 1024)
  expect(failure.output).toMatch(/x{1000}Error: exceeded quota: shop\n$/)
})

test.each([
  ['uninstalls', 'exit 1', [] as const],
  ['has no history', 'exit 1', [] as const],
])('what is not there %s without complaint', async (what, exit) => {
  const { helm } = await given({
    behaviour: `echo 'Error: ${what === 'uninstalls' ? 'uninstall: Release not loaded: x: ' : ''}release: not found' >&2; ${exit}`,
  })
  if (what === 'uninstalls') expect(await helm.uninstall(names, forever)).toBeUndefined()
  else expect(await helm.history(names, forever)).toEqual([])
})

const patient = { withinMs: 60_000 }

/** A helm that has begun something and waits, deaf or not, with a program of its own beside it. */
const hangs = (onTerm: string) => `
trap '${onTerm}' TERM
sh -c 'trap "" TERM; echo $$ > "$0/other"; exec 1>&- 2>&-; while :; do sleep 0.1; done' "$call" &
echo $$ > "$call/pid"
while :; do sleep 0.05; done
`

async function whileHanging(onTerm: string, graceMs: number) {
  const { recorded, helm } = await given({ behaviour: hangs(onTerm), graceMs })
  const abort = new AbortController()
  const upgrading = helm.upgrade(names, upgrade('Pier 9'), abort.signal)
  upgrading.catch(() => undefined)
  const pids = await eventually(async () => {
    const files = ['pid', 'other'].map((name) => join(recorded.folder, 'calls/0', name))
    const found = await Promise.all(files.map(async (file) => Number(await readFile(file, 'utf8'))))
    expect(found.every((pid) => pid > 1)).toBe(true)
    return found
  }, patient)
  const [call] = await recorded.calls()
  return { recorded, abort, upgrading, pids, valuesFile: call?.valuesFile ?? '' }
}

function expectGone(pids: readonly number[]) {
  return eventually(() => expect(pids.filter(isAlive)).toEqual([]), patient)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('an abort ends helm and all that it has started, and takes the values away', async () => {
  const hanging = await whileHanging('echo undone > "$call/undone"; exit 1', 60_000)
  const reason = new Error('the deadline')
  hanging.abort.abort(reason)
  await expect(hanging.upgrading).rejects.toBe(reason)
  await expectGone(hanging.pids)
  expect(existsSync(join(hanging.recorded.folder, 'calls/0/undone'))).toBe(true)
  expect(existsSync(dirname(hanging.valuesFile))).toBe(false)
})

test('a helm that does not listen is killed after its grace', async () => {
  const hanging = await whileHanging('', 100)
  hanging.abort.abort(new Error('the deadline'))
  await expect(hanging.upgrading).rejects.toThrow('the deadline')
  await expectGone(hanging.pids)
  expect(existsSync(dirname(hanging.valuesFile))).toBe(false)
})

test('when the store is another’s helm may not undo anything any more', async () => {
  const hanging = await whileHanging('echo undone > "$call/undone"; exit 1', 60_000)
  hanging.abort.abort(new LeaseLost('another has it'))
  await expect(hanging.upgrading).rejects.toThrow(LeaseLost)
  await expectGone(hanging.pids)
  expect(existsSync(join(hanging.recorded.folder, 'calls/0/undone'))).toBe(false)
})

test('helm ends with the process that has started it, however that ends', async () => {
  const { recorded } = await given({ behaviour: hangs('') })
  const program = `
    import { createHelm } from '${join(import.meta.dirname, 'helm.ts')}'
    await createHelm({ command: '${recorded.command}' }).uninstall(
      ${JSON.stringify(names)}, new AbortController().signal)`
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    // What it can not take away any more goes with the folder.
    env: { ...process.env, TMPDIR: recorded.folder },
  })
  onTestFinished(() => void parent.kill('SIGKILL'))
  const files = ['pid', 'other'].map((name) => join(recorded.folder, 'calls/0', name))
  const pids = await eventually(async () => {
    const found = await Promise.all(files.map(async (file) => Number(await readFile(file, 'utf8'))))
    expect(found.every((pid) => pid > 1)).toBe(true)
    return found
  }, patient)
  onTestFinished(() => pids.filter(isAlive).forEach((pid) => process.kill(pid, 'SIGKILL')))
  parent.kill('SIGKILL')
  await expectGone(pids.slice(0, 1))
})
