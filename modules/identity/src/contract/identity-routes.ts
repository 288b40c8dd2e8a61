import { accountRoutes } from './account-routes.ts'
import { organisationRoutes } from './organisation-routes.ts'

/** The routes of identity, below `/api/v1`. */
export const identityRoutes = { ...accountRoutes, ...organisationRoutes } as const
