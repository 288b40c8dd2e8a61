import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import type { RawRequest } from '../../contract/contract.ts'
import { hexHmac, now, nowSeconds, requestOf, stripeRequest } from '../requests.fixture.ts'
import type { WebhookScheme } from '../scheme.ts'
import { genericHmac } from './generic-hmac.ts'
import { metaScheme } from './meta.ts'
import { signStandardWebhook, standardWebhooks } from './standard-webhooks.ts'
import { stripeScheme } from './stripe.ts'

type Sign = (body: Uint8Array, secret: string, seconds?: number) => RawRequest

interface Case {
  readonly name: string
  readonly scheme: WebhookScheme
  readonly sign: Sign
  readonly header: string
  readonly isTimed: boolean
}

const secretOf = (text: string) => `whsec_${Buffer.from(text.padEnd(24, '.')).toString('base64')}`

const cases: readonly Case[] = [
  {
    name: 'Stripe',
    scheme: stripeScheme(),
    sign: stripeRequest,
    header: 'stripe-signature',
    isTimed: true,
  },
  {
    name: 'Meta',
    scheme: metaScheme(),
    sign: (body, secret) =>
      requestOf(body, { 'x-hub-signature-256': `sha256=${hexHmac(secret, body)}` }),
    header: 'x-hub-signature-256',
    isTimed: false,
  },
  {
    name: 'Standard Webhooks',
    scheme: standardWebhooks(),
    sign(body, secret, seconds = nowSeconds) {
      const at = new Date(seconds * 1000)
      return requestOf(body, signStandardWebhook({ id: 'msg_1', at, body }, [secret]))
    },
    header: 'webhook-signature',
    isTimed: true,
  },
  {
    name: 'a generic HMAC with a time',
    scheme: genericHmac({ header: 'x-signature', timestampHeader: 'x-time' }),
    sign: (body, secret, seconds = nowSeconds) =>
      requestOf(body, {
        'x-signature': hexHmac(secret, `${seconds}.`, body),
        'x-time': String(seconds),
      }),
    header: 'x-signature',
    isTimed: true,
  },
]

const current = secretOf('current')
const previous = secretOf('previous')
const bytes = fc.uint8Array({ maxLength: 300 })

describe.each(cases)('$name', ({ scheme, sign, header, isTimed }) => {
  const verify = (request: RawRequest, secrets = [current], at = now) =>
    scheme.verify(request, secrets, at)
  const body = new TextEncoder().encode('{"id":"evt_1"}')

  test('any bytes that were signed with an active secret are genuine, and only with those', () => {
    fc.assert(
      fc.property(bytes, (content) => {
        expect(verify(sign(content, current))).toEqual({ isGenuine: true })
        expect(verify(sign(content, previous), [current, previous])).toEqual({ isGenuine: true })
        expect(verify(sign(content, previous), [previous, current])).toEqual({ isGenuine: true })
        expect(verify(sign(content, previous))).toEqual({ isGenuine: false, reason: 'forged' })
      }),
    )
  })

  test('one bit changed anywhere in the body is a forgery', () => {
    const changed = fc
      .uint8Array({ minLength: 1, maxLength: 300 })
      .chain((content) =>
        fc.tuple(fc.constant(content), fc.nat({ max: content.length - 1 }), fc.nat({ max: 7 })),
      )
    fc.assert(
      fc.property(changed, ([content, at, bit]) => {
        const signed = sign(content, current)
        const other = Uint8Array.from(content)
        other[at] = (other[at] ?? 0) ^ (1 << bit)
        expect(verify({ ...signed, body: other }).isGenuine).toBe(false)
      }),
    )
  })

  test('no header that somebody makes up is believed, and none makes it throw', () => {
    const letters = fc.constantFrom(
      't=',
      ',',
      'v1=',
      'v1,',
      ' ',
      'sha256=',
      '0',
      'aa',
      '==',
      '%',
      'é',
    )
    const madeUp = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(letters, { maxLength: 12 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(madeUp, (text) => {
        const signed = sign(body, current)
        const request = { ...signed, headers: { ...signed.headers, [header]: text } }
        expect(verify(request).isGenuine).toBe(false)
      }),
    )
  })

  test('without its header, with half of it or with more of it, nothing is believed', () => {
    const signed = sign(body, current)
    const text = signed.headers[header] ?? ''
    const withHeader = (value: string) => ({
      ...signed,
      headers: { ...signed.headers, [header]: value },
    })
    expect(verify({ ...signed, headers: {} })).toEqual({ isGenuine: false, reason: 'unsigned' })
    for (let length = 0; length < text.length; length++) {
      // A base64 signature may stand without its padding.
      if (text.slice(length).replaceAll('=', '') === '') continue
      expect(verify(withHeader(text.slice(0, length))).isGenuine, text.slice(0, length)).toBe(false)
    }
    expect(verify(withHeader(`${text}ff`)).isGenuine).toBe(false)
  })

  // Meta signs no time, so a message of its is as good on every day.
  if (isTimed) {
    test('what is older or newer than the tolerance is not believed', () => {
      expect(verify(sign(body, current, nowSeconds - 300)).isGenuine).toBe(true)
      expect(verify(sign(body, current, nowSeconds - 301))).toMatchObject({ reason: 'too old' })
      expect(verify(sign(body, current, nowSeconds + 300)).isGenuine).toBe(true)
      expect(verify(sign(body, current, nowSeconds + 301))).toMatchObject({
        reason: 'from the future',
      })
    })
  }
})

test('an old request can not be made new: its time is signed', () => {
  const old = stripeRequest('{}', current, nowSeconds - 86_400)
  const signature = old.headers['stripe-signature']?.split(',')[1]
  const renewed = requestOf('{}', { 'stripe-signature': `t=${nowSeconds},${signature}` })
  expect(stripeScheme().verify(renewed, [current], now)).toMatchObject({ reason: 'forged' })
  const doubled = requestOf('{}', {
    'stripe-signature': `t=${nowSeconds},t=${nowSeconds - 86_400},${signature}`,
  })
  expect(stripeScheme().verify(doubled, [current], now).isGenuine).toBe(false)
})

test('while Stripe rolls a secret, a request carries two signatures and either is enough', () => {
  const [one, two] = [previous, current].map((secret) => hexHmac(secret, `${nowSeconds}.`, '{}'))
  const header = `t=${nowSeconds},v1=${one},v1=${two},v0=${'0'.repeat(64)}`
  const request = requestOf('{}', { 'stripe-signature': header })
  expect(stripeScheme().verify(request, [current], now).isGenuine).toBe(true)
})

test('the scheme that Stripe calls v0, for tests, proves nothing', () => {
  const header = `t=${nowSeconds},v0=${hexHmac(current, `${nowSeconds}.`, '{}')}`
  const request = requestOf('{}', { 'stripe-signature': header })
  expect(stripeScheme().verify(request, [current], now).isGenuine).toBe(false)
})

test('Standard Webhooks: the id is signed, so that a replay can not pose as another event', () => {
  const signed = requestOf(
    '{}',
    signStandardWebhook({ id: 'msg_1', at: now, body: '{}' }, [current]),
  )
  expect(standardWebhooks().eventId(signed)).toBe('msg_1')
  const posing = { ...signed, headers: { ...signed.headers, 'webhook-id': 'msg_2' } }
  expect(standardWebhooks().verify(posing, [current], now)).toMatchObject({ reason: 'forged' })
})

test('Standard Webhooks: what we sign, the reference library accepts, and the other way round', () => {
  const at = new Date()
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9_-]{1,30}$/), fc.json(), (id, json) => {
      const library = new Webhook(current)
      const ours = signStandardWebhook({ id, at, body: json }, [previous, current])
      expect(library.verify(json, ours)).toEqual(JSON.parse(json))
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': library.sign(id, at, json),
      }
      expect(standardWebhooks().verify(requestOf(json, headers), [current], at).isGenuine).toBe(
        true,
      )
    }),
  )
})

test.each(['', 'whsec_', 'whsec_c2hvcnQ=', 'not base64!'])(
  'a secret that anybody could guess signs nothing: "%s"',
  (secret) => {
    expect(() => signStandardWebhook({ id: 'a', at: now, body: '' }, [secret])).toThrow(RangeError)
  },
)

test('events without an id are known by their bytes, wherever they are sent from', () => {
  const scheme = metaScheme()
  const id = scheme.eventId(requestOf('{"a":1}'))
  expect(scheme.eventId(requestOf('{"a":1}', { 'x-other': 'header' }))).toBe(id)
  expect(scheme.eventId(requestOf('{"a":2}'))).not.toBe(id)
})

test.each(['', 'null', '[]', '"id"', '{"id":7}', '{'])(
  'a body without an id has none: %s',
  (body) => {
    expect(stripeScheme().eventId(requestOf(body))).toBeUndefined()
  },
)
