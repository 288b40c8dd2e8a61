import { secret } from '@holdfast/kernel/env'
import { createVault } from '@holdfast/kernel/crypto'
import { createLog } from '@holdfast/kernel/log'
import { systemClock } from '@holdfast/kernel/clock'
import type { Database } from '@holdfast/kernel/postgres'
import { expect, test } from 'vitest'
import { openTill, type TillParts } from '../src/payments.ts'

const stripe = {
  STRIPE_SECRET_KEY: secret().parse('sk_test_0123456789'),
  STRIPE_PUBLISHABLE_KEY: 'pk_test_0123456789',
  STRIPE_WEBHOOK_SECRET: secret().parse('whsec_0123456789'),
}

function open(env: Partial<TillParts['env']>) {
  return openTill({
    env: {
      NODE_ENV: 'development',
      SECOND_PERSON_ABOVE: 50_000,
      MAIL_FROM: { name: 'Ember & Oak', address: 'hello@example.com' },
      ...env,
    },
    // Looked at when somebody pays, and nobody does here.
    database: {} as Database<unknown>,
    vault: createVault({ current: { id: 'test', key: Buffer.alloc(32, 7) }, previous: [] }),
    clock: systemClock,
    log: createLog({ level: 'silent', service: 'test', version: '0', role: 'test' }),
    publicUrl: 'https://ember.example',
  })
}

function offersOf(env: Partial<TillParts['env']>) {
  return open(env).offers.map(([method, { name }]) => `${method}: ${name}`)
}

test.each([
  ['no keys', {}, ['card: sandbox']],
  ['no keys in production', { NODE_ENV: 'production' }, []],
  ['Stripe’s keys', stripe, ['card: stripe']],
  [
    'Stripe’s keys and where to transfer to',
    { ...stripe, PAY_BY_TRANSFER: 'IBAN', PAY_BY_CASH: 'At our door' },
    ['card: stripe', 'bank_transfer: manual', 'cash: manual'],
  ],
  [
    'Duitku’s keys',
    { DUITKU_MERCHANT_CODE: 'D1', DUITKU_API_KEY: secret().parse('k') },
    ['online_banking: duitku'],
  ],
] as const)('with %s it offers what they are for', (_, env, offers) => {
  expect(offersOf(env)).toEqual(offers)
})

test('keys that are half given, or live outside of production, stop the start', () => {
  expect(() => open({ STRIPE_SECRET_KEY: stripe.STRIPE_SECRET_KEY })).toThrow('PUBLISHABLE')
  const live = {
    ...stripe,
    STRIPE_SECRET_KEY: secret().parse('sk_live_0123456789'),
    STRIPE_PUBLISHABLE_KEY: 'pk_live_0123456789',
  }
  expect(() => open(live)).toThrow('production alone')
  expect(() => open({ ...live, NODE_ENV: 'production' })).not.toThrow()
  const elsewhere = {
    ...live,
    NODE_ENV: 'production',
    STRIPE_API_URL: 'http://localhost:1',
  } as const
  expect(() => open(elsewhere)).toThrow('STRIPE_API_URL')
})

test('the sandbox’s page is served exactly where the sandbox takes the payments', () => {
  expect(open({}).sandboxPage).toBeDefined()
  expect(open(stripe).sandboxPage).toBeUndefined()
  expect(open({ NODE_ENV: 'production' }).sandboxPage).toBeUndefined()
})
