import type { Event } from '@holdfast/kernel/events'
import type { LiveRules } from '@holdfast/kernel/module'
import { keyActorId } from './identify/key-actor.ts'

/** What is told of the staff and the keys while it happens, and what may take a right away. */
export const liveRules: LiveRules = {
  events: [
    {
      types: [
        'member.joined',
        'member.left',
        'member.removed',
        'member.roleChanged',
        'invitation.created',
        'invitation.resent',
        'invitation.withdrawn',
        'invitation.mailRefused',
      ],
      action: 'staff.read',
    },
    { types: ['apiKey.created', 'apiKey.rotated', 'apiKey.revoked'], action: 'apiKeys.manage' },
    { types: ['organisation.renamed'], action: 'organisation.read' },
  ],
  rights: {
    types: [
      'session.ended',
      'person.signedOut',
      'person.passwordChanged',
      'person.passwordReset',
      'secondFactor.disabled',
      'secondFactor.reset',
      'member.left',
      'member.removed',
      'member.roleChanged',
      'apiKey.rotated',
      'apiKey.revoked',
    ],
    actorOf,
  },
}

/** What a member loses, the keys that they made lose too: then everybody is looked at. */
function actorOf({ type, data }: Event): string | undefined {
  const { apiKeyId, personId } = data
  if (type.startsWith('member.')) return undefined
  if (typeof apiKeyId === 'string') return keyActorId(apiKeyId)
  return typeof personId === 'string' ? personId : undefined
}
