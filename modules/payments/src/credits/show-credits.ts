import type { CreditAccount } from '../contract.ts'
import type { PaymentsContext } from '../parts.ts'
import { findAccount } from './account.ts'
import { currentVersion, packsOf, pricesOf, type Pack } from './price-list.ts'

/** What the business has, and what things and credits cost. */
export async function showCredits(ctx: PaymentsContext): Promise<CreditAccount> {
  ctx.permit('credits.read')
  return accountOnWire(ctx)
}

export async function accountOnWire(ctx: PaymentsContext): Promise<CreditAccount> {
  const { kysely, organisationId } = ctx
  const { isUnlimited, available, held, spent, owed } = await findAccount(kysely, organisationId)
  const version = await currentVersion(kysely, ctx.now())
  const prices = await pricesOf(kysely, version)
  return {
    isUnlimited,
    available,
    held,
    spent,
    owed,
    priceVersion: version,
    prices: prices.map(({ operation, credits }) => ({ operation, credits })),
    packs: (await packsOf(kysely, version)).map(packOnWire),
  }
}

function packOnWire({ name, credits, amount, currency, exponent }: Pack) {
  return { name, credits, price: { amount, currency, exponent } }
}
