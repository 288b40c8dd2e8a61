import { meRoutes } from './me-routes.ts'
import { recoveryRoutes } from './recovery-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'

/** How persons sign in, and what they change about themselves. */
export const accountRoutes = { ...signInRoutes, ...meRoutes, ...recoveryRoutes } as const
