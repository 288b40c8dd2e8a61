import { instant, lineOfText, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { role, scope } from './roles.ts'

export const organisation = z.object({
  id: uuid,
  name: z.string(),
  createdAt: instant,
})
export type Organisation = z.output<typeof organisation>

/** What everybody may know of a business. */
export const business = z.object({ name: z.string() })

export const organisationName = lineOfText({ min: 1, max: 80 })

/** Somebody who belongs to the organisation. */
export const member = z.object({
  id: uuid.meta({ description: 'Of the membership, not of the person.' }),
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  scope: scope.optional(),
  secondFactor: z.boolean().meta({ description: 'Signs in with a second factor.' }),
  joinedAt: instant,
  lastSeenAt: instant.optional(),
  isYou: z.boolean(),
})
export type Member = z.output<typeof member>

export const memberChanges = z.strictObject({
  role: role.optional(),
  scope: scope.nullable().optional().meta({ description: 'null: all stations.' }),
})

export const invitation = z.object({
  id: uuid,
  email: z.string(),
  role,
  scope: scope.optional(),
  state: z.enum(['open', 'expired']),
  createdAt: instant,
  sentAt: instant,
  expiresAt: instant,
})
export type Invitation = z.output<typeof invitation>

/** What somebody who holds the link sees before they accept. */
export const invitationPreview = z.object({
  organisation: z.object({ id: uuid, name: z.string() }),
  invitedBy: z.object({ name: z.string() }).optional().meta({
    description: 'Whoever sent it last; absent when they are gone.',
  }),
  email: z.string(),
  role,
  roleTitle: z.string(),
  roleDescription: z.string(),
  stations: z
    .array(z.object({ id: uuid, name: z.string() }))
    .optional()
    .meta({ description: 'The only stations that they will reach. Absent: all of the business.' }),
  expiresAt: instant,
  hasAccount: z.boolean().meta({
    description: 'True: sign in with this address, then accept without name and password.',
  }),
})
export type InvitationPreview = z.output<typeof invitationPreview>

/** What somebody who holds a printed link sees before they claim it. */
export const ownerLinkPreview = z.object({
  organisation: z.object({ name: z.string() }),
  expiresAt: instant,
})
