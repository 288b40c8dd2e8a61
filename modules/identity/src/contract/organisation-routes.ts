import { apiKeyRoutes } from './api-key-routes.ts'
import { joiningRoutes } from './joining-routes.ts'
import { ownOrganisationRoutes } from './own-organisation-routes.ts'
import { staffRoutes } from './staff-routes.ts'

/** Organisations, who belongs to them, and what machines may do for them. */
export const organisationRoutes = {
  ...joiningRoutes,
  ...staffRoutes,
  ...apiKeyRoutes,
  ...ownOrganisationRoutes,
} as const
