import type { PaymentRecords } from '@holdfast/bookings'
import { forgetPayer, owedBackTo, recordsOfPayer } from '@holdfast/payments'

/** What bookings ask about a person's payments, answered by payments. */
export const paymentRecords: PaymentRecords = {
  async recordsOf(db, { organisationId, bookingIds }) {
    const records = await recordsOfPayer(db, { organisationId, subjects: bookingIds })
    return records.map(({ subject, createdAt, ...record }) => ({
      ...record,
      bookingId: subject,
      createdAt: createdAt.toISOString(),
    }))
  },
  owedBack: (db, { organisationId, bookingIds }) =>
    owedBackTo(db, { organisationId, subjects: bookingIds }),
  forget: (tx, { organisationId, bookingIds }) =>
    forgetPayer(tx, { organisationId, subjects: bookingIds }),
}
