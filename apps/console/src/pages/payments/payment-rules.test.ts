import type { PaymentDetail } from '@holdfast/payments/contract'
import { expect, test } from 'vitest'
import { refundRefusal, verifyRefusal } from './payment-rules.ts'

type Attempt = PaymentDetail['attempts'][number]

const usd = (amount: number) => ({ amount, currency: 'USD', exponent: 2 })

function payment(state: PaymentDetail['state'], ...attempts: readonly Partial<Attempt>[]) {
  return {
    state,
    attempts: attempts.map((attempt) => ({
      id: 'a',
      provider: 'manual' as const,
      method: 'bank_transfer' as const,
      state: 'awaiting_offline' as const,
      reference: null,
      decline: null,
      contradiction: null,
      createdAt: '',
      changedAt: '',
      verifiedBy: [],
      ...attempt,
    })),
  }
}

test.each<[string, ReturnType<typeof payment>, RegExp | undefined]>([
  ['a transfer that was announced', payment('awaiting_offline', {}), undefined],
  ['a transfer whose time was over', payment('closed', { state: 'expired' }), undefined],
  ['one that a colleague saw', payment('awaiting_offline', { verifiedBy: ['other'] }), undefined],
  ['one that I saw', payment('awaiting_offline', { verifiedBy: ['me'] }), /Somebody else/],
  ['a card', payment('open', { provider: 'stripe', state: 'open' }), /by card/],
  ['money that is here', payment('settled', { state: 'settled' }), /already/],
])('%s is confirmed by hand, or says why not', (_, given, words) => {
  const refusal = verifyRefusal(given, 'me')
  if (words === undefined) expect(refusal).toBeUndefined()
  else expect(refusal).toMatch(words)
})

test.each([
  [0, 0, /Nothing was paid/],
  [10_000, 0, /already/],
])('of %i paid with %i left nothing is given back', (paid, refundable, words) => {
  expect(refundRefusal({ paid: usd(paid), refundable: usd(refundable) })).toMatch(words)
})

test('what is left can be given back', () => {
  expect(refundRefusal({ paid: usd(10_000), refundable: usd(1) })).toBeUndefined()
})
