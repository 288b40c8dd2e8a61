import { defineRoutes, localDate, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { timeOff, timeOffBody } from './time-off.ts'

/** When chefs, units and grills are away. */
export const timeOffRoutes = defineRoutes({
  listTimeOff: {
    method: 'GET',
    path: '/time-off',
    summary: 'Time off, soonest first',
    description: 'At most 500 of them; days are those of UTC.',
    access: 'operator',
    action: 'stations.read',
    clientTimeoutMs: 15_000,
    request: {
      query: z.strictObject({
        stationId: uuid.optional(),
        resourceId: uuid.optional(),
        from: localDate.optional().meta({ example: '2030-06-01' }),
        to: localDate.optional().meta({ example: '2030-06-30' }),
      }),
    },
    responses: {
      200: {
        description: 'Those that touch these days.',
        schema: z.object({ items: z.array(timeOff) }),
      },
    },
  },
  createTimeOff: {
    method: 'POST',
    path: '/time-off',
    summary: 'Note when a chef, unit or grill is away',
    description:
      'Its bookings of that time are taken over by others that are free; where nobody is, it is refused and nothing has changed.',
    access: 'operator',
    action: 'stations.manage',
    idempotent: 'optional',
    invalidates: ['slots'],
    request: { body: timeOffBody },
    exampleBody: {
      resourceId: '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c12',
      from: { date: '2030-06-20' },
      until: { date: '2030-06-22' },
    },
    responses: { 201: { description: 'The time off.', schema: timeOff } },
    problems: [
      'bookings.unknownResource',
      'bookings.badTimeOff',
      'bookings.stillBooked',
      'bookings.alreadyOff',
    ],
  },
  removeTimeOff: {
    method: 'DELETE',
    path: '/time-off/:id',
    summary: 'Take time off back',
    access: 'operator',
    action: 'stations.manage',
    invalidates: ['slots'],
    request: { params: z.strictObject({ id: uuid }) },
    responses: { 204: { description: 'It is bookable again.' } },
    problems: ['bookings.unknownTimeOff'],
  },
})
