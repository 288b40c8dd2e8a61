import { demonstrationId } from '../src/business.ts'
import { systemActor } from '@holdfast/kernel/module'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { givenBusiness, type Business } from './who-may-what/business.ts'
import { givenService } from './who-may-what/service.ts'
import { bookingBody } from './who-may-what/subjects.ts'

const service = await givenService()
const platform = systemActor(demonstrationId)
let business: Business
beforeAll(async () => {
  business = await givenBusiness(service, {
    organisationId: demonstrationId,
    allActions: new Set(),
  })
  const [id] = business.stationIds
  await service.run('PATCH /stations/:id', platform, { params: { id }, body: { deposit: 10_000 } })
})

const booked = z.looseObject({
  id: z.string(),
  state: z.string(),
  holdExpiresAt: z.string().optional(),
  deposit: z.looseObject({
    paymentId: z.string(),
    state: z.string(),
    dueBy: z.string().optional(),
  }),
})

async function aHold() {
  const body = bookingBody(business.stationIds[0])
  return booked.parse(await service.run('POST /bookings', platform, { body }))
}

test('a booking asks payments for its deposit, due when the hold runs out', async () => {
  const hold = await aHold()
  expect(hold).toMatchObject({ state: 'pending', deposit: { state: 'open' } })
  expect(hold.deposit.dueBy).toBe(hold.holdExpiresAt)
  const params = { id: hold.deposit.paymentId }
  expect(await service.run('GET /payments/:id', platform, { params })).toMatchObject({
    subject: hold.id,
    state: 'open',
    amount: { amount: 10_000, currency: 'USD' },
  })
})

test('confirmed by staff it may be paid until the evening; cancelled, nobody waits for it', async () => {
  const { id } = await aHold()
  const confirming = { params: { id }, body: { reason: 'A regular.' } }
  const confirmed = await service.run('POST /bookings/:id/confirm', platform, confirming)
  const { startsAt } = z.looseObject({ startsAt: z.string() }).parse(confirmed)
  expect(booked.parse(confirmed).deposit).toMatchObject({ state: 'open', dueBy: startsAt })
  const cancelling = { params: { id }, body: {} }
  const cancelled = await service.run('POST /bookings/:id/cancel', platform, cancelling)
  expect(booked.parse(cancelled).deposit).toMatchObject({ state: 'closed' })
})
