import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually } from '@holdfast/testing/eventually'
import { expect, test } from 'vitest'
import {
  callOf,
  finalizersOf,
  newShop,
  stepsOf,
  withOutput,
} from '../../../fixtures/conformance/driver-under-test.ts'
import { hostileNames } from '../../../fixtures/hostile-names.ts'
import { buySomething, listOrders } from '../fixtures/buy-something.ts'
import { givenMedusa } from '../fixtures/given-medusa.ts'
import { signIn } from '../medusa-api.ts'

const beganAtMs = performance.now()
const medusa = await givenMedusa()

test('a Medusa is made, sells something, survives a kill, and is taken away without a trace', async () => {
  const { driver, installation, folders, prepare } = medusa
  say('installation', sinceMs(beganAtMs), { megabytes: sizeOf(installation.folder) })
  const versions = [installation.version]
  let shop = await newShop({ driver, versions, prepare }, { name: hostileNames[0] ?? '' })

  for (const step of stepsOf(driver)) {
    const startedAtMs = performance.now()
    shop = withOutput(shop, step, await driver.apply(step, shop, callOf()))
    say(step, sinceMs(startedAtMs))
  }
  expect(await driver.observe(shop, callOf())).toMatchObject({ state: 'running' })
  const { pid, port } = (await folders.read(shop.id)) ?? { pid: 0, port: 0 }
  say('at rest', 0, { residentMegabytes: residentMegabytes(pid) })

  const publishableKey = String(shop.outputs.seedAdmin?.['publishableKey'])
  const boughtAtMs = performance.now()
  const order = await buySomething({ port, publishableKey }, 'enamel-mug')
  say('an order', sinceMs(boughtAtMs), { total: order.total })
  expect(order).toMatchObject({ display_id: 1, total: 34, email: 'guest@example.com' })
  expect(await pageOf(port)).toContain('<h1>Test; rm -rf / $(id) {{ .Values }}</h1>')
  expect((await fetch(`http://127.0.0.1:${port}/app`)).status).toBe(200)
  say('after an order', 0, { residentMegabytes: residentMegabytes(pid) })

  const ended: string[] = []
  driver.onEnd?.((id) => void ended.push(id))
  process.kill(pid, 'SIGKILL')
  await eventually(() => expect(ended).toEqual([shop.id]))
  expect(await driver.observe(shop, callOf())).toMatchObject({ state: 'stopped' })
  expect(await driver.gone([shop.id], callOf().signal)).toEqual([shop.id])
  const killedAtMs = performance.now()
  for (const step of ['release', 'wait'] as const) await driver.apply(step, shop, callOf())
  say('back after a kill', sinceMs(killedAtMs))
  const at = { port, signal: callOf().signal }
  const { adminEmail: email, adminPassword: password } = shop.secrets
  const token = await signIn(at, { email, password })
  expect(await listOrders(port, token)).toEqual([{ display_id: 1, total: 34 }])

  expect(await driver.leftovers(shop, callOf())).not.toEqual([])
  const destroyedAtMs = performance.now()
  let dump = ''
  for (const finalizer of finalizersOf(driver)) {
    const kept = await driver.destroy(finalizer, shop, callOf())
    dump ||= String(kept['dump'] ?? '')
  }
  say('taken away', sinceMs(destroyedAtMs), {
    dumpKilobytes: Math.round(
      (await stat(join(medusa.dataFolder, 'store-dumps', dump))).size / 1e3,
    ),
  })
  expect(await driver.leftovers(shop, callOf())).toEqual([])
  expect(await driver.observe(shop, callOf())).toEqual({ state: 'absent' })
  say('in all', sinceMs(beganAtMs))
})

function say(what: string, ms: number, more: object = {}): void {
  const facts = Object.entries(more).map(([name, value]) => `${name} ${value}`)
  process.stdout.write(`${what.padEnd(18)} ${String(ms).padStart(7)} ms  ${facts.join(', ')}\n`)
}

const sinceMs = (fromMs: number) => Math.round(performance.now() - fromMs)

async function pageOf(port: number): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}/`)).text()
}

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1024)
}

function sizeOf(folder: string): number {
  return Number(execFileSync('du', ['-sm', folder], { encoding: 'utf8' }).split('\t')[0])
}
