import { Pool } from 'pg'

/** Time that passes for one booking, written where it is kept: holds last a quarter of an hour. */
export interface Times {
  /** Its hold has run out. */
  runOut(bookingId: string): Promise<void>
  /** What waits for the end of its hold does not wait any longer. */
  bringForward(bookingId: string): Promise<void>
  /** What was paid too late has reached the provider by now. */
  arriveLate(bookingId: string): Promise<void>
  /** Nothing was heard of its payment for so long. */
  beSilent(bookingId: string, minutes: number): Promise<void>
  close(): Promise<void>
}

/** As the owner of the tables. */
export function openTimes(ownerUrl: string): Times {
  const pool = new Pool({ connectionString: ownerUrl, max: 2 })
  // The database may go first, at the end of the file.
  pool.on('error', () => undefined)
  const run = async (text: string, values: readonly unknown[]) => {
    await pool.query(text, [...values])
  }
  return {
    async runOut(bookingId) {
      await run(
        `update bookings.booking set hold_expires_at = now() - interval '1 second'
         where id = $1 and state = 'pending'`,
        [bookingId],
      )
    },
    bringForward: (bookingId) =>
      run(
        `update pgboss.job set start_after = now() where name = 'bookings.expireHold'
           and state = 'created' and data -> 'input' ->> 'bookingId' = $1`,
        [bookingId],
      ),
    arriveLate: (bookingId) =>
      run(
        `update payments.sandbox_payment set settles_at = now(), reports_at = now()
         where settles_at is not null and attempt_id in (select a.id from payments.attempt a
           join payments.payment p on p.id = a.payment_id where p.subject = $1)`,
        [bookingId],
      ),
    beSilent: (bookingId, minutes) =>
      run(
        `update payments.attempt a set changed_at = a.changed_at - $2 * interval '1 minute',
           asked_at = a.asked_at - $2 * interval '1 minute'
         from payments.payment p where p.id = a.payment_id and p.subject = $1`,
        [bookingId, minutes],
      ),
    close: () => pool.end(),
  }
}
