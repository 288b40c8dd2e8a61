import { releaseCredits, requireCredits, reserveCredits, settleCredits } from '@holdfast/payments'
import type { Credits } from '@holdfast/studio'

/** What the studio asks about credits, answered by payments. */
export const studioCredits: Credits = {
  require: requireCredits,
  async reserve(tx, wanted) {
    const { cost } = await reserveCredits(tx, { ...wanted, quantity: 1 })
    return cost
  },
  async settle(tx, of) {
    await settleCredits(tx, of)
  },
  async release(tx, of) {
    await releaseCredits(tx, of)
  },
}
