import { sql } from 'kysely'
import { faultsIn } from '../outcome.ts'
import type { Scene } from './scene.ts'

/** Everything that can not be, once all has come to rest; empty is the only good answer. */
export async function wrongsIn(scene: Scene): Promise<readonly unknown[]> {
  const { database, office } = scene
  const { rows } = await wrongs.execute(database.kysely)
  const mailed = new Set([...office.messageIds()].map((id) => id.slice(1, 41)))
  const owed = await causesOfMails.execute(database.kysely)
  const unsent = owed.rows.filter(({ key }) => !mailed.has(key))
  const doubled = office.taken().length - office.messageIds().size
  return [
    ...(await faultsIn(database)),
    ...rows,
    ...unsent.map(({ what, id }) => ({ what: `nobody was mailed of ${what}`, id })),
    ...(doubled === 0 ? [] : [{ what: 'mails were sent twice', doubled }]),
  ]
}

/** What a guest of an unfinished booking may still be given: what the cancellation kept. */
const kept = sql`coalesce((select (data ->> 'keptMinor')::int from kernel.event
  where subject = b.id::text and type = 'booking.cancelled'), 0)`

/** Staff have confirmed it without its deposit: then it may have gone back before. */
const isWaived = sql`exists (select from kernel.event where subject = b.id::text
  and type = 'booking.confirmed' and data ? 'reason')`

const wrongs = sql<{ what: string; id: string }>`
  with paid as (
    select b.id, b.state, p.id as payment_id, p.paid - p.refunding - p.refunded as held
    from bookings.booking b join payments.payment p on p.subject = b.id::text where p.paid > 0)
  select 'two bookings hold one time' as what, a.booking_id::text as id
    from bookings.allocation a join bookings.allocation o
      on o.resource_id = a.resource_id and o.id > a.id and o.occupies && a.occupies
    where a.released_at is null and o.released_at is null
  union all
  select 'a hold that has run out holds on', id::text from bookings.booking where state = 'pending'
  union all
  select 'paid, and not held', b.id::text from paid b
    where b.state = 'confirmed' and not exists (select from bookings.allocation
      where booking_id = b.id and released_at is null)
  union all
  select 'paid, not held and not given back', b.id::text from paid b
    where b.state in ('expired', 'cancelled') and b.held > ${kept}
  union all
  select 'held, and given back by itself', b.id::text
    from paid b join payments.refund r on r.payment_id = b.payment_id
    where b.state = 'confirmed' and r.cause ~ '^(late|cancelled):' and not ${isWaived}
  union all
  select 'paid twice, and not given back', e.id::text
    from kernel.event e join payments.attempt a on a.id = (e.data ->> 'attemptId')::uuid
    where e.type = 'payment.overpaid' and not exists (select from payments.refund
      where cause = 'overpaid:' || a.id and state = 'settled' and amount = a.amount)
  union all
  select 'the provider gave back something else', s.attempt_id::text
    from payments.sandbox_payment s
    where s.refunded <> (select coalesce(sum(amount), 0) from payments.refund
      where attempt_id = s.attempt_id and state = 'settled')
  union all
  select 'the provider has money that is in no book', s.attempt_id::text
    from payments.sandbox_payment s join payments.attempt a on a.id = s.attempt_id
    where a.state <> 'settled' and (s.state = 'settled' or s.settles_at <= now())
  union all
  select 'money is still on its way', id::text from payments.refund
    where state in ('requested', 'processing', 'awaiting_offline')`

/**
 * Of what a mail must tell: what still holds when its turn comes, so that a booking which went on
 * is left out. The key is what receivers know a mail by.
 */
const causesOfMails = sql<{ what: string; id: string; key: string }>`
  select e.type as what, e.id::text as id,
    substr(encode(sha256(convert_to(e.id::text, 'utf8')), 'hex'), 1, 40) as key
  from kernel.event e left join bookings.booking b on b.id::text = e.subject
  where e.type = 'payment.overpaid'
    or (e.type in ('booking.confirmed', 'booking.cancelled', 'booking.depositReturned')
      and (e.data ->> 'version')::int = b.version and b.state =
        any(case e.type when 'booking.confirmed' then array['confirmed']
          when 'booking.cancelled' then array['cancelled'] else array['expired', 'cancelled'] end))`
