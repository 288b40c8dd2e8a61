import type { Payment } from './payment/payment.ts'

/** What every event of a payment says. Ids, numbers and states alone. */
export function eventOf(
  { id, subject, purpose, currency, exponent }: Payment,
  details: Readonly<Record<string, string | number | boolean>> = {},
) {
  return { paymentId: id, subject, purpose, currency, exponent, ...details }
}
