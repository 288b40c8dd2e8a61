import { createVault } from '@holdfast/kernel/crypto'
import { testDatabase } from '@holdfast/testing/database'
import { describe, expect, test } from 'vitest'
import { describeProvider } from '../../fixtures/conformance.ts'
import { createWorld, migrations, silentLog, usd } from '../../fixtures/world.ts'
import type { Order } from '../../providers/provider.ts'
import { refundPayment } from '../../refund/refund-payment.ts'
import { readToken, tokenOf } from './sandbox-order.ts'
import { createSandboxPage } from './sandbox-page.ts'
import { createSandbox } from './sandbox.ts'

const { database } = await testDatabase({ migrations })
const world = createWorld({ database })
const { sandbox, clock } = world
const vault = createVault({ current: { id: 'test', key: Buffer.alloc(32, 7) }, previous: [] })

function pageOrder(order: Order) {
  const read = readToken(vault, tokenOf(vault, order, clock.now()), clock.now())
  if (!read) throw new Error('the token is not good')
  return read
}

describeProvider('sandbox', async () => ({
  provider: sandbox,
  now: clock.now(),
  order: { amount: usd(10_000), method: 'card', reference: null },
  pay: async (order) => void (await sandbox.choose(pageOrder(order), 'pay')),
  decline: async (order) => void (await sandbox.choose(pageOrder(order), 'decline')),
  async message() {
    const message = world.messages.at(-1)
    if (!message) throw new Error('nothing was sent')
    return message
  },
  refundsByItself: true,
  canExpire: true,
}))

test('it refuses to run in production', () => {
  const options = { database, vault, clock, log: silentLog, publicUrl: '', production: true }
  expect(() => createSandbox(options)).toThrow('does not run in production')
})

test('what this service did not take is reported again until it does', async () => {
  const answers = [503, 503, 204]
  const sent: (string | null)[] = []
  const stubborn = createSandbox({
    database,
    vault,
    clock,
    log: silentLog,
    publicUrl: 'https://ember.example',
    production: false,
    async post(_, { headers }) {
      sent.push(new Headers(headers).get('webhook-id'))
      const status = answers.shift() ?? 204
      return { ok: status < 300, status }
    },
  })
  const asked = await world.request()
  const { attemptId } = await world.start(asked)
  const order = { attemptId, amount: usd(10_000), description: '', dueBy: null, returnUrl: '' }
  await stubborn.choose(order, 'pay')
  for (let time = 0; time < 4; time++) await stubborn.report()
  const mine = sent.filter((id) => id?.includes(attemptId))
  expect(mine).toEqual(Array.from({ length: 3 }, () => `msg_${attemptId}_settled`))
})

test('what was paid late is given back like any other payment', async () => {
  const late = await world.request()
  const started = await world.start(late)
  await world.choose(started, 'late')
  await clock.advance(20 * 60_000)
  await world.sandbox.report()
  await world.work()
  const { organisationId, system } = world
  const why = { reason: 'late', cause: `late:${late.subject}`, now: clock.now() }
  await system.transaction((tx) =>
    refundPayment(tx, { organisationId, subject: late.subject, amount: usd(10_000), ...why }),
  )
  await world.work()
  expect(await world.detail(late)).toMatchObject({ state: 'settled', refunded: usd(10_000) })
})

async function open(): Promise<string> {
  const { next } = await world.start(await world.request({ description: 'Deposit <b>1</b>' }))
  if (next.kind !== 'redirect') throw new Error('there is no page')
  return next.url
}

describe('the page', () => {
  const page = createSandboxPage({ sandbox, vault, clock, businessName: 'Ember & <Oak>' })

  function choose(url: string, choice: string): Promise<Response> {
    return page(new Request(url, { method: 'POST', body: new URLSearchParams({ choice }) }))
  }

  test('says that no money moves, and shows amount and purpose as text', async () => {
    const response = await page(new Request(await open()))
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text).toContain('No money moves here')
    expect(text).toContain('$100.00')
    expect(text).toContain('Deposit &lt;b&gt;1&lt;/b&gt;')
    expect(text).not.toContain('<Oak>')
  })

  test('its style is the one that its policy allows, and no script is', async () => {
    const response = await page(new Request(await open()))
    const style = /<style>([^]*)<\/style>/.exec(await response.text())?.[1] ?? ''
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
    const hash = Buffer.from(digest).toString('base64')
    expect(response.headers.get('content-security-policy')).toContain(`'sha256-${hash}'`)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('leads back after a choice, and to the bank’s question before it', async () => {
    const url = await open()
    const asked = await choose(url, 'challenge')
    expect(asked.status).toBe(303)
    expect(asked.headers.get('location')).toBe(new URL(url).pathname)
    expect(await (await page(new Request(url))).text()).toContain('is it you?')
    const confirmed = await choose(url, 'confirm')
    expect(confirmed.headers.get('location')).toBe('https://ember.example/pay/return')
    expect(await (await page(new Request(url))).text()).toContain('This is paid')
  })

  test('what was chosen stands: nothing is chosen after it', async () => {
    const url = await open()
    await choose(url, 'decline')
    await choose(url, 'pay')
    expect(await (await page(new Request(url))).text()).toContain('The card was declined')
  })

  test.each([
    ['a token that was changed', async () => `${await open()}x`],
    ['no token', async () => 'https://ember.example/sandbox/pay/'],
    ['another address', async () => 'https://ember.example/sandbox'],
  ])('%s is answered by a page that says so', async (_, url) => {
    const response = await page(new Request(await url()))
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('This link has ended')
  })
})
