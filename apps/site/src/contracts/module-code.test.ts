import { expect, test } from 'vitest'
import { z } from 'zod'
import { bookingRoutes } from '@holdfast/bookings/contract'
import { moduleCode } from './module-code.ts'
import { routeData } from './route-data.ts'

test('a route keeps what the client reads', () => {
  const { createBooking } = routeData({ createBooking: bookingRoutes.createBooking })
  expect(createBooking).toEqual({
    method: 'POST',
    path: '/bookings',
    access: 'public',
    limit: 'bookingCreate',
    idempotent: 'optional',
    clientTimeoutMs: 45_000,
    invalidates: ['slots'],
    request: { body: true },
    responses: { 201: { schema: expect.objectContaining({ type: 'object' }) } },
  })
})

test('how long an answer is kept, and that a route has no body, reach the client', () => {
  const { listStations } = routeData({ listStations: bookingRoutes.listStations })
  expect(listStations).toMatchObject({ cache: bookingRoutes.listStations.cache })
  expect(listStations).not.toHaveProperty('request')
})

test('what only people read stays out of the page', () => {
  const { createBooking, cancelBooking } = bookingRoutes
  const code = moduleCode({ routes: { createBooking, cancelBooking } })
  const { summary, description } = createBooking
  expect(code).toContain('/bookings/:id/cancel')
  for (const words of [summary, description, 'ada@example.com', 'bookings.slotTaken']) {
    expect(code).not.toContain(words)
  }
})

test('each export stands under its name: routes as a table, a schema as a check', () => {
  const code = moduleCode({ routes: {}, answer: z.object({ a: z.int() }) })
  expect(code).toContain('export const routes = checkedRoutes({})')
  expect(code).toMatch(/export const answer = answerCheck\(\{"type":"object".*\}\)/)
})

test('what is neither a schema nor a table of routes stops the build', () => {
  expect(() => moduleCode({ states: ['free'] })).toThrow('tables of routes')
})
