import type { Module } from '@holdfast/kernel/module'
import type { IdentityParts } from '../parts.ts'

type Part = Pick<Module, 'routes' | 'subscriptions' | 'schedules' | 'healthChecks'>

/** Organisations, members, invitations, owner links and API keys: what the module answers. */
export function organisationPart(_parts: IdentityParts): Part {
  return { routes: [], subscriptions: [], schedules: [], healthChecks: [] }
}
