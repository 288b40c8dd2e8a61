import { customerRoutes } from '@holdfast/bookings/contract'
import { createApi } from '../../../data/create-api.ts'

export const customerContracts = { bookings: customerRoutes }

/** Every operation of customers. */
export const api = createApi(customerContracts, {
  'bookings.customerErased': {
    title: 'This customer was erased meanwhile',
    text: 'Nothing is held about them any more but what was paid.',
  },
  'bookings.beyondReach': {
    title: 'They have booked at other stations too',
    text: 'You see a part of this person only. Ask somebody who sees all stations, such as an owner.',
  },
})
