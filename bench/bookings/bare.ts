import { newId } from '@holdfast/kernel/ids'
import { Pool, type PoolClient } from 'pg'
import type { Evening } from './business.ts'

/** Writes the rows of a booking and nothing else: no rules, no reading, no retry. */
export interface Bare extends AsyncDisposable {
  insert(evening: Evening): Promise<void>
}

type Row = Readonly<Record<string, unknown>>

/** What one create has written, in the order in which it can be written again. */
interface Written {
  readonly customer: Row
  readonly booking: Row
  readonly allocation: Row
  readonly events: readonly Row[]
}

const hourMs = 3_600_000

/**
 * Inserts rows like those of `bookingId`, column for column, in one transaction of plain statements
 * through `pg`: another customer, time and reference each time, under the same constraints.
 */
export async function openBare(connectionString: string, bookingId: string): Promise<Bare> {
  const pool = new Pool({ connectionString, max: 4 })
  // At the end the server may close an idle connection before the pool has.
  pool.on('error', () => undefined)
  const written = await read(pool, bookingId)
  const resources = new Map<string, string>()

  async function resourceOf(stationId: string): Promise<string> {
    const known = resources.get(stationId)
    if (known !== undefined) return known
    const { rows } = await pool.query('select id from bookings.resource where station_id = $1', [
      stationId,
    ])
    resources.set(stationId, rows[0].id)
    return rows[0].id
  }

  return {
    async insert(evening) {
      const resource_id = await resourceOf(evening.stationId)
      const client = await pool.connect()
      try {
        await client.query('begin')
        await write(client, likeIt(written, { ...evening, resource_id }))
        await client.query('commit')
      } finally {
        client.release()
      }
    },
    async [Symbol.asyncDispose]() {
      await pool.end()
    },
  }
}

async function read(pool: Pool, bookingId: string): Promise<Written> {
  const one = async (table: string, column: string, id: unknown) =>
    (await pool.query(`select * from ${table} where ${column} = $1 order by 1`, [id])).rows
  const [booking] = await one('bookings.booking', 'id', bookingId)
  const [customer] = await one('bookings.customer', 'id', booking.customer_id)
  const [allocation] = await one('bookings.allocation', 'booking_id', bookingId)
  const events = await appended(pool, bookingId)
  return { customer, booking, allocation, events }
}

/** What an event says; when it happened and where it stands the database says itself. */
async function appended(pool: Pool, subject: string): Promise<readonly Row[]> {
  const { rows } = await pool.query(
    `select id, type, data, subject, organisation_id, actor_id, correlation_id
     from kernel.event where subject = $1 order by id`,
    [subject],
  )
  return rows
}

function likeIt(
  { customer, booking, allocation, events }: Written,
  { stationId, date, time, resource_id }: Evening & { readonly resource_id: string },
): Written {
  const [customerId, id] = [newId(), newId()]
  const from = new Date(`${date}T${time}:00Z`)
  const to = new Date(from.getTime() + 2 * hourMs)
  const occupies = `[${from.toISOString()},${to.toISOString()})`
  return {
    customer: { ...customer, id: customerId, email_index: Buffer.from(customerId) },
    booking: {
      ...booking,
      id,
      customer_id: customerId,
      station_id: stationId,
      reference: id,
      starts_at: from,
      ends_at: to,
      wall_date: date,
      wall_time: time,
    },
    allocation: {
      ...allocation,
      id: newId(),
      booking_id: id,
      station_id: stationId,
      resource_id,
      occupies,
    },
    events: events.map((event) => ({ ...event, id: newId(), subject: id })),
  }
}

async function write(client: PoolClient, written: Written): Promise<void> {
  await insertRow(client, 'bookings.customer', written.customer)
  await insertRow(client, 'bookings.booking', written.booking)
  await insertRow(client, 'bookings.allocation', written.allocation)
  for (const event of written.events) await insertRow(client, 'kernel.event', event)
}

async function insertRow(client: PoolClient, table: string, row: Row): Promise<void> {
  const names = Object.keys(row)
  const places = names.map((_, index) => `$${index + 1}`).join(', ')
  const values = Object.values(row).map(asParameter)
  await client.query(`insert into ${table} (${names.join(', ')}) values (${places})`, values)
}

// Objects are JSON columns; everything else goes back as it came.
function asParameter(value: unknown): unknown {
  const isPlain =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !Buffer.isBuffer(value)
  return isPlain ? JSON.stringify(value) : value
}
