import type { Transaction } from '@holdfast/kernel/postgres'
import { createVault } from '@holdfast/kernel/crypto'
import { MailError, type Mail } from '@holdfast/kernel/mail'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { cancelBooking } from '../booking/cancel-booking.ts'
import { showBooking } from '../booking/show-booking.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { createBehind } from '../fixtures/behind.ts'
import { createMailbox } from '../fixtures/mailbox.ts'
import { createWorld, inputOf, migrations, type World } from '../fixtures/world.ts'
import { authenticateGuest } from './access-token.ts'
import { cleanUpLinks } from './clean-up.ts'
import { redeemLink } from './redeem-link.ts'
import { requestLookup } from './request-lookup.ts'

const { database, appUrl } = await testDatabase({ migrations })
const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

/** A business whose mails go out when `deliver` is called. */
function worldWithMails() {
  const mailbox = createMailbox()
  const world = createWorld({ database, mailer: mailbox })
  const deliver = async () => {
    const behind = createBehind(world, { database, connectionString: appUrl })
    endings.push(() => behind.close())
    await behind.run()
  }
  return { world, mailbox, deliver }
}

const tokenIn = (mail: Mail | undefined) => /#token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
const redeem = (world: World, token: string) =>
  redeemLink(world.visitor, inputOf({ token }), world.parts)
const lookUp = (world: World, reference: string, email: string) =>
  requestLookup(world.visitor, inputOf({ reference, email }), world.parts)

describe('the confirmation mail', () => {
  test('goes to the guest once, and its link opens the booking until a week after it', async () => {
    const { world, mailbox, deliver } = worldWithMails()
    const booked = await world.book(await world.station(1), { email: 'Ada@example.com' })
    await deliver()
    const [mail, ...others] = mailbox.sent()
    expect(others).toEqual([])
    expect(mail).toMatchObject({ to: 'Ada@example.com' })
    expect(mail?.subject).toBe(`Your booking ${booked.reference} is confirmed`)
    expect(mail?.text).toContain('Saturday, May 16, 2026')
    expect(mail?.text).toContain('6:00 PM EDT')
    expect(mail?.text).toContain('$550.00. Nothing to pay now.')
    expect(mail?.text).toContain('1 Quiet Street, Harbor, 10001')
    expect(mail?.text).toMatch(/Guests: +\d+ adults?/)
    expect(mail?.text).toContain('https://ember.example/booking/#token=')

    const opened = await redeem(world, tokenIn(mail))
    expect(opened.bookingId).toBe(booked.id)
    const guest = authenticateGuest(world.parts.vault, opened.accessToken, world.clock.now())
    expect(guest).toEqual({ bookingId: booked.id })
    expect((await redeem(world, tokenIn(mail))).bookingId).toBe(booked.id)

    await world.clock.advance(
      Date.parse(booked.endsAt) + 7 * 86_400_000 - world.clock.now().getTime() - 1,
    )
    expect(await outcomeOf(redeem(world, tokenIn(mail)))).toBe('done')
    await world.clock.advance(1)
    expect(await outcomeOf(redeem(world, tokenIn(mail)))).toBe('bookings.linkUsed')
  })

  test('is not sent for a booking that was cancelled in the meantime; the cancellation is', async () => {
    const { world, mailbox, deliver } = worldWithMails()
    const booked = await world.book(await world.station(1))
    await world.cancel(booked.id)
    await deliver()
    expect(mailbox.sent().map((mail) => mail.subject)).toEqual([
      `Your booking ${booked.reference} is cancelled`,
    ])
    expect(mailbox.sent()[0]?.text).toContain('Nothing is owed.')
    expect(mailbox.sent()[0]?.text).not.toContain('$')
  })

  test('has a link that works even when its first sending did not commit', async () => {
    const { world, mailbox, deliver } = worldWithMails()
    const booked = await world.book(await world.station(1))
    const { send } = mailbox
    let crashes = 1
    mailbox.send = async (mail) => {
      await send(mail)
      if (crashes-- > 0) throw new Error('the process died after the mail left')
    }
    await deliver()
    expect(mailbox.sent()).toHaveLength(1)
    expect((await redeem(world, tokenIn(mailbox.sent()[0]))).bookingId).toBe(booked.id)
  })

  test('that the address refuses for ever is noted on the booking, and others still go out', async () => {
    const { world, mailbox, deliver } = worldWithMails()
    const station = await world.station(2)
    const refused = await world.book(station)
    const other = await world.book(station)
    mailbox.failNext(new MailError({ kind: 'permanent', reason: 'EENVELOPE', reply: 550 }))
    await deliver()
    expect(mailbox.sent().map((mail) => mail.subject)).toEqual([
      `Your booking ${other.reference} is confirmed`,
    ])
    const input = { params: { id: refused.id }, body: undefined, query: undefined }
    const { timeline } = await showBooking(world.operator, input, world.parts)
    expect(timeline.at(-1)?.type).toBe('booking.mailRefused')
  })

  test('that a server refuses for now is sent later', async () => {
    const { world, mailbox, deliver } = worldWithMails()
    await world.book(await world.station(1))
    mailbox.failNext(new MailError({ kind: 'transient', reason: 'ETIMEDOUT' }))
    await deliver()
    expect(mailbox.sent()).toHaveLength(1)
  })

  test('keeps no token readable in the database', async () => {
    const { world, mailbox, deliver } = worldWithMails()
    await world.book(await world.station(1))
    await deliver()
    const { rows } = await sql<{ text: string }>`
      select coalesce(string_agg(l::text, ''), '') as text from bookings.access_link l
      union all select coalesce(string_agg(e::text, ''), '') from kernel.event e`.execute(
      database.kysely,
    )
    const stored = rows.map((row) => row.text).join('')
    const token = tokenIn(mailbox.sent()[0])
    expect(token).toHaveLength(43)
    expect(stored).not.toContain(token)
    expect(stored).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
  })
})

describe('a lookup', () => {
  test('with reference and address mails a link that works once, for 30 minutes', async () => {
    const { world, mailbox, deliver } = worldWithMails()
    const booked = await world.book(await world.station(1), { email: 'ada@example.com' })
    const typed = booked.reference.toLowerCase().replaceAll('-', ' ')
    await lookUp(world, typed, 'ADA@Example.com')
    await deliver()
    const mail = mailbox.sent().find((one) => one.subject.startsWith('The link'))
    expect(mail?.to).toBe('ada@example.com')
    expect((await redeem(world, tokenIn(mail))).bookingId).toBe(booked.id)
    expect(await outcomeOf(redeem(world, tokenIn(mail)))).toBe('bookings.linkUsed')
  })

  test('link is not good for longer than its 30 minutes', async () => {
    const { world, mailbox, deliver } = worldWithMails()
    const booked = await world.book(await world.station(1), { email: 'ada@example.com' })
    await lookUp(world, booked.reference, 'ada@example.com')
    await deliver()
    const mail = mailbox.sent().find((one) => one.subject.startsWith('The link'))
    await world.clock.advance(30 * 60_000)
    expect(await outcomeOf(redeem(world, tokenIn(mail)))).toBe('bookings.linkUsed')
  })

  test('link redeemed twice at the same moment opens once', async () => {
    const { world, mailbox, deliver } = worldWithMails()
    const booked = await world.book(await world.station(1), { email: 'ada@example.com' })
    await lookUp(world, booked.reference, 'ada@example.com')
    await deliver()
    const token = tokenIn(mailbox.sent().find((one) => one.subject.startsWith('The link')))
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => outcomeOf(redeem(world, token))),
    )
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
  })

  test.each([
    ['a wrong address', (reference: string) => [reference, 'eve@example.com']],
    ['a wrong reference', () => ['HF-2222-2222', 'ada@example.com']],
    ['no reference at all', () => ['hello', 'ada@example.com']],
  ])('with %s mails nothing, and the answer is the same', async (_, typed) => {
    const { world, mailbox, deliver } = worldWithMails()
    const booked = await world.book(await world.station(1), { email: 'ada@example.com' })
    const right = await lookUp(world, booked.reference, 'ada@example.com')
    await deliver()
    const before = mailbox.sent().length
    const [reference = '', email = ''] = typed(booked.reference)
    expect(await lookUp(world, reference, email)).toEqual(right)
    await deliver()
    expect(mailbox.sent()).toHaveLength(before)
    const { rows } = await sql`select id from bookings.lookup`.execute(database.kysely)
    expect(rows).toEqual([])
  })

  test('does the same statements whether right or wrong', async () => {
    const { world } = worldWithMails()
    const booked = await world.book(await world.station(1), { email: 'ada@example.com' })
    const right = await statementsOf(world, booked.reference, 'ada@example.com')
    expect(right.length).toBeGreaterThan(0)
    expect(await statementsOf(world, booked.reference, 'eve@example.com')).toEqual(right)
    expect(await statementsOf(world, 'HF-2222-2222', 'ada@example.com')).toEqual(right)
    expect(await statementsOf(world, 'nonsense', 'ada@example.com')).toEqual(right)
  })

  test('of another organisation finds nothing', async () => {
    const { world, mailbox, deliver } = worldWithMails()
    const booked = await world.book(await world.station(1), { email: 'ada@example.com' })
    await lookUp(createWorld({ database }), booked.reference, 'ada@example.com')
    await deliver()
    const link = `The link to your booking ${booked.reference}`
    expect(mailbox.sent().filter((mail) => mail.subject === link)).toEqual([])
  })
})

/** What one lookup says to the database, without the values. */
async function statementsOf(world: World, reference: string, email: string) {
  const seen: string[] = []
  await database.transaction(async (tx) => {
    const ctx = world.contextOf(world.visitor.actor, watched(tx, seen))
    await requestLookup(ctx, inputOf({ reference, email }), world.parts)
  })
  return seen
}

function watched(tx: Transaction<unknown>, seen: string[]): Transaction<unknown> {
  const kysely = tx.kysely.withPlugin({
    transformQuery({ node }) {
      seen.push(JSON.stringify(node, (key, value) => (/^values?$/.test(key) ? [] : value)))
      return node
    },
    transformResult: async ({ result }) => result,
  })
  return {
    kysely,
    nested: (work) => tx.nested((inner) => work(watched(inner, seen))),
    afterCommit: (action) => tx.afterCommit(action),
    withTypes: <Other>() => watched(tx, seen) as Transaction<Other>,
  }
}

test('a token that nobody mailed opens nothing', async () => {
  const { world } = worldWithMails()
  expect(await outcomeOf(redeem(world, 'x'.repeat(43)))).toBe('bookings.linkUsed')
})

test('an access token opens its booking for twelve hours, and only under our keys', async () => {
  const { world } = worldWithMails()
  const { accessToken, id } = await world.book(await world.station(1))
  const at = (ms: number) => new Date(world.clock.now().getTime() + ms)
  const { vault } = world.parts
  expect(authenticateGuest(vault, accessToken, at(12 * 3_600_000 - 1))).toEqual({ bookingId: id })
  expect(authenticateGuest(vault, accessToken, at(12 * 3_600_000))).toBeUndefined()
  expect(authenticateGuest(vault, `${accessToken}x`, at(0))).toBeUndefined()
  const foreign = createVault({ current: { id: 'f', key: Buffer.alloc(32, 9) }, previous: [] })
  expect(authenticateGuest(foreign, accessToken, at(0))).toBeUndefined()
})

test('links that have expired are deleted by the clean-up', async () => {
  const { world, deliver } = worldWithMails()
  const booked = await world.book(await world.station(1), { email: 'ada@example.com' })
  await lookUp(world, booked.reference, 'ada@example.com')
  await deliver()
  await world.clock.advance(31 * 60_000)
  await cleanUpLinks(world.operator)
  const { rows } = await sql<{ once: boolean }>`
    select once from bookings.access_link where booking_id = ${booked.id}`.execute(database.kysely)
  expect(rows).toEqual([{ once: false }])
})

test('a staff cancellation mails the guest', async () => {
  const { world, mailbox, deliver } = worldWithMails()
  const { id } = await world.book(await world.station(1))
  await deliver()
  const input = { params: { id }, body: { reason: 'A storm is coming.' }, query: undefined }
  await cancelBooking(world.operator, input, world.parts)
  await deliver()
  expect(mailbox.sent()).toHaveLength(2)
})
