import { expect, test } from 'vitest'
import { depositRows, type PriceAndDeposit } from './deposit-rows.ts'

const usd = (amount: number) => ({ amount, currency: 'USD', exponent: 2 })
const price = { lines: [], total: usd(55_000), deposit: usd(10_000) }

function deposit(state: 'open' | 'paid' | 'closed', paid = 0): PriceAndDeposit['deposit'] {
  return { paymentId: 'p-1', state, amount: usd(10_000), paid: usd(paid), refunded: usd(0) }
}

test.each<[string, Omit<PriceAndDeposit, 'price'>, readonly (readonly [string, number])[]]>([
  ['while it is asked', { deposit: deposit('open') }, [['Deposit to pay now', 10_000]]],
  ['once the dinner is off', { deposit: deposit('closed'), isOff: true }, []],
  [
    'where nobody waits for it any more',
    { deposit: deposit('closed') },
    [['Left to pay at dinner', 55_000]],
  ],
  [
    'once it is paid',
    { deposit: deposit('paid', 10_000) },
    [
      ['Deposit paid', 10_000],
      ['Left to pay at dinner', 45_000],
    ],
  ],
])('below the total stands, %s, what is to be paid', (_, given, rows) => {
  const shown = depositRows({ price, ...given })
  expect(shown.map(([label, { amount }]) => [label, amount])).toEqual(rows)
})
