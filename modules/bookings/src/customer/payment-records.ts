import type { VerbTransaction } from '@holdfast/kernel/module'
import type { Kysely } from 'kysely'
import type { PaymentRecord } from '../contract.ts'

/** Whose payments. */
export interface PaymentsSought {
  readonly organisationId: string
  readonly bookingIds: readonly string[]
}

/**
 * What bookings ask of whoever keeps the payments, about one person; supplied by the composition
 * root.
 */
export interface PaymentRecords {
  /** Everything held about the payments of these bookings that its owner may have. */
  recordsOf(db: Kysely<unknown>, sought: PaymentsSought): Promise<readonly PaymentRecord[]>
  /** Those of these bookings whose guest still waits for money that is to go back. */
  owedBack(db: Kysely<unknown>, sought: PaymentsSought): Promise<readonly string[]>
  /**
   * Removes what names somebody and keeps the money. Resolves to the ids of everything touched,
   * about which answers may be remembered.
   */
  forget(tx: VerbTransaction<unknown>, sought: PaymentsSought): Promise<readonly string[]>
}

/** For where nobody keeps payments. */
export const noPaymentRecords: PaymentRecords = {
  recordsOf: async () => [],
  owedBack: async () => [],
  forget: async () => [],
}
