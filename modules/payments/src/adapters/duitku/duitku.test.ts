import { newId } from '@holdfast/kernel/ids'
import type { RawRequest } from '@holdfast/kernel/contract'
import { testDatabase } from '@holdfast/testing/database'
import { afterAll, describe, expect, test } from 'vitest'
import { describeProvider } from '../../fixtures/conformance.ts'
import { startFakeDuitku } from '../../fixtures/fake-duitku.ts'
import { createWorld, migrations } from '../../fixtures/world.ts'
import { receiveWebhook } from '../../webhooks/receive-webhook.ts'
import { createDuitku } from './duitku-provider.ts'
import { faultInDuitkuSettings } from './duitku-settings.ts'
import { signCallback, type DuitkuMerchant } from './duitku-signature.ts'

const { database } = await testDatabase({ migrations })
const apiKey = '732B39FC61796845775D2C4FB05332AF'
const rupiah = { amount: 15_000_000, currency: 'IDR', exponent: 2 }
const md5: DuitkuMerchant = { merchantCode: 'D0001', apiKey, scheme: 'md5' }
const hmac: DuitkuMerchant = { ...md5, scheme: 'hmac-sha256' }

async function given(merchant: DuitkuMerchant) {
  const fake = await startFakeDuitku(merchant)
  afterAll(() => fake.close())
  const settings = { ...merchant, callbackUrl: 'https://ember.example/api/v1/webhooks/duitku' }
  const options = { ...settings, production: false, email: 'hello@ember.example' }
  const provider = createDuitku({ ...options, baseUrl: fake.baseUrl })
  const unreachable = createDuitku({ ...options, baseUrl: 'http://127.0.0.1:9' })
  return { fake, provider, unreachable }
}

describe.each([md5, hmac])('signing with $scheme', (merchant) => {
  describeProvider(merchant.scheme, async () => {
    const { fake, provider, unreachable } = await given(merchant)
    return {
      provider,
      unreachable,
      now: new Date(),
      order: { amount: rupiah, method: 'online_banking', reference: null },
      pay: async ({ attemptId }) => fake.set(attemptId, '00'),
      decline: async ({ attemptId }) => fake.set(attemptId, '02'),
      message: async ({ attemptId }) => fake.callback(attemptId),
      refundsByItself: false,
      canExpire: false,
    }
  })
})

test('the published example has the published signature', () => {
  const signature = signCallback(md5, { amount: '10000', merchantOrderId: '12345' })
  expect(signature).toBe('4104f20a70c933113c66c004fe25a9f1')
})

describe('callbacks', async () => {
  const { fake, provider } = await given(hmac)
  const world = createWorld({ database, offers: [['online_banking', provider]] })
  const receive = (raw: RawRequest) =>
    receiveWebhook(world.system, { raw }, { name: 'duitku', parts: world.parts })
  const started = async () => {
    const asked = await world.request({ amount: rupiah })
    const { attemptId } = await world.start(asked, 'online_banking')
    return { asked, attemptId }
  }

  test('paid: settled once, and doubles are taken as well', async () => {
    const { asked, attemptId } = await started()
    fake.set(attemptId, '00')
    await receive(fake.callback(attemptId))
    await world.work()
    await receive(fake.callback(attemptId))
    expect(await world.work()).toEqual([])
    expect(await world.detail(asked)).toMatchObject({ state: 'settled', paid: rupiah })
  })

  test('cancelled: the payment is open for another way', async () => {
    const { asked, attemptId } = await started()
    fake.set(attemptId, '02')
    await receive(fake.callback(attemptId))
    await world.work()
    expect(await world.detail(asked)).toMatchObject({ state: 'open' })
  })

  test('that only claims that it was paid settles nothing: Duitku is asked', async () => {
    const { asked, attemptId } = await started()
    await receive(fake.callback(attemptId, { resultCode: '00' }))
    await world.work()
    expect(await world.detail(asked)).toMatchObject({ state: 'open' })
  })

  test('every wrong one is refused in the same words', async () => {
    const { attemptId } = await started()
    const stranger = newId()
    const other = { amount: '1', merchantOrderId: attemptId }
    const signedByMd5 = { amount: '150000', merchantOrderId: attemptId }
    const wrong = [
      fake.callback(attemptId, { signature: 'f'.repeat(64) }),
      fake.callback(attemptId, { signature: '' }),
      fake.callback(attemptId, { amount: '150000.00' }),
      fake.callback(attemptId, { merchantCode: 'D0002' }),
      // Signed with the key, about nothing of ours or another amount.
      fake.callback(stranger),
      fake.callback(attemptId, { amount: '1', signature: signCallback(hmac, other) }),
      // An HMAC merchant never believes MD5 again.
      fake.callback(attemptId, { signature: signCallback(md5, signedByMd5) }),
      { ...fake.callback(attemptId), clientAddress: '203.0.113.9' },
    ]
    for (const raw of wrong) {
      await expect(receive(raw)).rejects.toThrow('request.unauthenticated')
    }
    expect(world.jobs.take()).toEqual([])
  })

  test('a fraction of a rupiah, or another currency, is not offered', async () => {
    for (const amount of [
      { ...rupiah, amount: 150 },
      { ...rupiah, currency: 'USD' },
    ]) {
      const asked = await world.request({ amount })
      await expect(world.start(asked, 'online_banking')).rejects.toThrow('providerUnavailable')
    }
  })
})

test.each([
  ['a merchant code for tests', { merchantCode: 'D0001' }],
  ['a short key', { apiKey: 'c0ffee' }],
  ['a callback without TLS', { callbackUrl: 'http://ember.example' }],
  ['the sandbox', { baseUrl: 'https://sandbox.duitku.com' }],
])('production refuses %s, and shows no key', (_, change) => {
  const good = {
    ...hmac,
    merchantCode: 'D8812',
    baseUrl: 'https://passport.duitku.com',
    callbackUrl: 'https://ember.example/api/v1/webhooks/duitku',
  }
  expect(faultInDuitkuSettings(good)).toBeUndefined()
  const bad = { ...good, ...change }
  const options = { ...bad, production: true, email: 'hello@ember.example' }
  expect(() => createDuitku(options)).toThrow(faultInDuitkuSettings(bad))
  expect(faultInDuitkuSettings(bad)).not.toContain(bad.apiKey)
})
