import { dashboardRoutes } from '@holdfast/bookings/contract'
import { createApi } from '../../data/create-api.ts'

export const dashboardContracts = { bookings: dashboardRoutes }

/** The figures of the day and the week. */
export const api = createApi(dashboardContracts, {})
