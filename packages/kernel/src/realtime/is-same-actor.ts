import type { Actor } from '../module/module.ts'

/** Whether both are one person or program, acting for one organisation. */
export function isSameActor(one: Actor, other: Actor): boolean {
  return one.id === other.id && one.organisationId === other.organisationId
}
