import { defineRoutes } from '@holdfast/kernel/contract'

/** How persons sign in, and what they change about themselves. */
export const accountRoutes = defineRoutes({})
