import type { RouteInput } from '@holdfast/kernel/contract'
import { answer, type Answered } from '@holdfast/kernel/module'
import type { creditRoutes, PaymentDetail } from '../contract.ts'
import type { PaymentsContext, PaymentsParts } from '../parts.ts'
import { findPayment } from '../payment/payment-store.ts'
import { requestPayment } from '../payment/request-payment.ts'
import { detailOf, requirePayment } from '../payment/show-payment.ts'
import { problems } from '../problems.ts'
import { currentVersion, packsOf, type Pack } from './price-list.ts'

type Route = (typeof creditRoutes)['buyCredits']

/** Of payments that buy credits. */
export const creditsPurpose = 'credits'

const payableMs = 24 * 3_600_000

/**
 * Asks for the price of a pack; its credits come when the payment is settled. Throws
 * `payments.pricesChanged` and `unknownPack`.
 */
export async function buyCredits(
  ctx: PaymentsContext,
  { body }: RouteInput<Route>,
  parts: Pick<PaymentsParts, 'providers' | 'failedSends' | 'secondPersonAbove'>,
): Promise<Answered<PaymentDetail, 201>> {
  ctx.permit('credits.buy')
  const pack = await packOf(ctx, body)
  const id = ctx.ids()
  await ctx.transaction(async (tx) => {
    await requestPayment(tx, paymentFor(ctx, { id, pack }))
    await tx.kysely
      .insertInto('payments.credit_top_up')
      .values({
        payment_id: id,
        organisation_id: ctx.organisationId,
        pack: pack.name,
        price_version: pack.version,
        credits: pack.credits,
        created_at: ctx.now(),
      })
      .execute()
  })
  const payment = requirePayment(await findPayment(ctx.kysely, ctx, id))
  return answer(201, await detailOf(ctx, payment, parts))
}

function paymentFor(
  ctx: PaymentsContext,
  { id, pack }: { readonly id: string; readonly pack: Pack },
) {
  const { amount, currency, exponent, credits } = pack
  const now = ctx.now()
  return {
    id,
    organisationId: ctx.organisationId,
    // Nothing else knows of it.
    subject: id,
    purpose: creditsPurpose,
    amount: { amount, currency, exponent },
    dueBy: new Date(now.getTime() + payableMs),
    description: `${credits} credits`,
    now,
  }
}

async function packOf(
  ctx: PaymentsContext,
  { pack: name, priceVersion }: RouteInput<Route>['body'],
): Promise<Pack> {
  const version = await currentVersion(ctx.kysely, ctx.now())
  if (version !== priceVersion) throw problems.pricesChanged({ priceVersion, version })
  const pack = (await packsOf(ctx.kysely, version)).find((one) => one.name === name)
  if (!pack) throw problems.unknownPack({ name, version })
  return pack
}
