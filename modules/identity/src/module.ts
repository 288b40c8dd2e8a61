import { systemClock, type Clock } from '@holdfast/kernel/clock'
import type { Module } from '@holdfast/kernel/module'
import { accountPart } from './account/account-part.ts'
import { accountProblems } from './account/account-problems.ts'
import { liveRules } from './live-rules.ts'
import { organisationPart } from './organisation/organisation-bindings.ts'
import { organisationProblems } from './organisation-problems.ts'
import type { IdentityParts } from './parts.ts'

export { createSessions, type FoundSession, type Sessions } from './account/sessions/sessions.ts'
export { sessionCookie } from './adapters/better-auth/cookie-names.ts'
export { createAuth, type AuthOptions } from './adapters/better-auth/create-auth.ts'
export { rotateSecondFactors } from './adapters/better-auth/rotate-second-factors.ts'
export type { Auth } from './auth/auth.ts'
export {
  createIdentification,
  type Identification,
  type IdentificationOptions,
} from './identify/identification.ts'
export { namesOfActors, rolesThatMay } from './identify/names.ts'
export { foundOrganisation } from './organisation/found-organisation.ts'
export {
  hasOwner,
  makeFirstOwnerLink,
  makeOwnerLink,
  ownerLinkAddress,
} from './owner-links/make-owner-link.ts'
export type { IdentityContext, Stations } from './parts.ts'
export { describeRoles } from './roles/rights.ts'
export type { IdentityTables } from './tables.ts'

export interface IdentityOptions extends Omit<IdentityParts, 'clock'> {
  readonly clock?: Clock
}

/** Who may do what: persons and their sessions, organisations, roles, invitations, API keys. */
export function createIdentityModule(options: IdentityOptions): Module {
  const parts: IdentityParts = { clock: systemClock, ...options }
  const halves = [accountPart(parts), organisationPart(parts)]
  return {
    name: 'identity',
    migrations: `${import.meta.dirname}/../migrations`,
    problems: [accountProblems, organisationProblems],
    routes: halves.flatMap(({ routes }) => routes),
    subscriptions: halves.flatMap(({ subscriptions }) => subscriptions),
    jobs: halves.flatMap(({ jobs }) => jobs),
    schedules: [],
    healthChecks: halves.flatMap(({ healthChecks }) => healthChecks),
    live: liveRules,
  }
}
