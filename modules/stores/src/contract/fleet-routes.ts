import { defineRoutes } from '@holdfast/kernel/contract'
import { fleet } from './store.ts'

/** All stores together, for whoever runs the platform. */
export const fleetRoutes = defineRoutes({
  showFleet: {
    method: 'GET',
    path: '/fleet',
    summary: 'What waits, who works on what, and what went wrong',
    access: 'operator',
    action: 'stores.fleet',
    responses: { 200: { description: 'As it is now.', schema: fleet } },
  },
})
