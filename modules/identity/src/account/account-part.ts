import type { Module } from '@holdfast/kernel/module'
import type { IdentityParts } from '../parts.ts'

type Part = Pick<Module, 'routes' | 'subscriptions' | 'schedules' | 'healthChecks'>

/** Sign-in, sessions and the account of a person: what the module answers. */
export function accountPart(_parts: IdentityParts): Part {
  return { routes: [], subscriptions: [], schedules: [], healthChecks: [] }
}
