import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openFleet } from '../fixtures/fleet.ts'
import { cloneReadyStores } from '../fixtures/idle-stores.ts'
import { processorMsOf } from '../fixtures/processor-time.ts'

const count = proofSize({ reduced: 1_000, full: 5_000 })
const isFull = proofSize({ reduced: 0, full: 1 }) === 1
/** In full as in the service; the reduced form polls faster, so that a short look at it sees what a long one would. */
const times = isFull
  ? { minPollIntervalMs: 5_000, maxPollIntervalMs: 30_000 }
  : { minPollIntervalMs: 250, maxPollIntervalMs: 1_500, sweepEveryMs: 1_000 }
const windowMs = proofSize({ reduced: 4_000, full: 60_000 })

test(`${count} idle stores cost hardly anything`, async () => {
  const fleet = await openFleet()
  const { appUrl, ownerUrl, outside } = fleet
  const [template = ''] = await fleet.ask(1)
  const first = await fleet.start()
  await fleet.reach([template], 'ready')
  // Told to end it lets go of the lease of the sweeps; killed it would keep it for a while.
  first.signal('SIGTERM')
  await first.exited
  await cloneReadyStores({ ownerUrl, outside, template, count })

  await using proxy = await startFaultProxy({ port: Number(new URL(appUrl).port) })
  const throughProxy = new URL(appUrl)
  throughProxy.port = String(proxy.port)
  let statements = 0
  proxy.judge((_, direction) => {
    if (direction === 'to-server') statements += 1
    return 'forward'
  })
  await using child = await fleet.start({ appUrl: throughProxy.href, ...times })
  await eventually(() => expect(statements).toBeGreaterThan(5), { withinMs: 30_000 })
  const before = { statements, processorMs: await processorMsOf(child) }
  await pause(windowMs)
  const spent = {
    statements: statements - before.statements,
    processorMs: (await processorMsOf(child)) - before.processorMs,
  }
  // They do not grow with the number of stores: some for each look and each sweep.
  expect(spent.statements).toBeGreaterThan(0)
  expect(spent.statements).toBeLessThan(isFull ? 400 : 100)
  if (isFull) expect(spent.processorMs / windowMs).toBeLessThanOrEqual(0.01)
}, 180_000)
