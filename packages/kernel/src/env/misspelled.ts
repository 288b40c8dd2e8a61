import type { EnvDefinition } from './definition.ts'
import { nearest } from './nearest.ts'

/** One fault for each variable that has our prefix and that nobody reads. */
export function misspelled(
  { variables, ownPrefix }: EnvDefinition,
  source: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (ownPrefix === undefined) return []
  const unknown = Object.keys(source).filter(
    (name) => name.startsWith(ownPrefix) && !(name in variables) && !isServiceLink(name),
  )
  return unknown.map((name) => {
    const meant = nearest(name, Object.keys(variables))
    return `${name} is not a variable of this service${meant ? `: did you mean ${meant}?` : '.'}`
  })
}

/** Kubernetes gives every pod such names for each service beside it, also for ours. */
function isServiceLink(name: string): boolean {
  return /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP|SCTP)(_\w+)?)?)$/.test(name)
}
