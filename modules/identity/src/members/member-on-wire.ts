import type { Member as MemberOnWire } from '../contract/organisation.ts'
import type { IdentityContext } from '../parts.ts'
import type { Member } from './member-store.ts'
import type { PersonSeen } from './persons.ts'

/** A member with what is known of the person; without a name when that is gone. */
export function memberOnWire(
  ctx: IdentityContext,
  member: Member,
  person: PersonSeen | undefined,
): MemberOnWire {
  return {
    id: member.id,
    personId: member.personId,
    name: person?.name ?? '',
    email: person?.email ?? '',
    role: member.role,
    ...(member.scope ? { scope: [...member.scope] } : {}),
    secondFactor: person?.secondFactor ?? false,
    joinedAt: member.joinedAt.toISOString(),
    ...(member.lastSeenAt ? { lastSeenAt: member.lastSeenAt.toISOString() } : {}),
    isYou: ctx.actor.kind === 'person' && ctx.actor.id === member.personId,
  }
}
