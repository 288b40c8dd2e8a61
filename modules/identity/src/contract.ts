// Shapes and routes of identity, browser-safe. Each part stands in a file of its own.
import { accountRoutes } from './contract/account-routes.ts'
import { organisationRoutes } from './contract/organisation-routes.ts'

export type { Me, SecondFactorSetUp, Session } from './contract/account.ts'
export type { ApiKey, NewApiKey } from './contract/api-key.ts'
export type { Invitation, InvitationPreview, Member } from './contract/organisation.ts'
export { roles } from './contract/roles.ts'
export type { Role, RoleTable } from './contract/roles.ts'

/** The routes of identity, below `/api/v1`. */
export const identityRoutes = { ...accountRoutes, ...organisationRoutes } as const
