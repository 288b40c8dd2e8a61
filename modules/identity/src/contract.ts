// Shapes and routes of identity, browser-safe. Each part stands in a file of its own.
import { accountRoutes } from './contract/account-routes.ts'
import { organisationRoutes } from './contract/organisation-routes.ts'

/** The routes of identity, below `/api/v1`. */
export const identityRoutes = { ...accountRoutes, ...organisationRoutes } as const
