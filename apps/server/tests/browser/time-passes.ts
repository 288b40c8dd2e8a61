import { sql } from 'kysely'
import type { Site } from './given-site.ts'

type World = Pick<Site, 'database'>

/** The time to pay for a booking is over from now on, as if it had been so long. */
export async function endHold({ database }: World, reference: string): Promise<void> {
  const { kysely } = database
  const { rows } = await sql<{ id: string }>`
    update bookings.booking set hold_expires_at = now() where reference = ${reference}
    returning id`.execute(kysely)
  const id = rows[0]?.id ?? ''
  await sql`update payments.payment set due_by = now() where subject = ${id}`.execute(kysely)
  await sql`update pgboss.job set start_after = now()
    where name = 'bookings.expireHold' and data::text like ${`%${id}%`}`.execute(kysely)
}

/** All quotes ran out so long ago that nobody knows them any more. */
export async function forgetQuotes({ database }: World): Promise<void> {
  await sql`delete from bookings.quote`.execute(database.kysely)
}

/** What was chosen to be paid late on the page of the sandbox is paid and reported now. */
export async function payLateNow({ database }: World): Promise<void> {
  await sql`update payments.sandbox_payment set settles_at = now(), reports_at = now()
    where settles_at > now()`.execute(database.kysely)
}
