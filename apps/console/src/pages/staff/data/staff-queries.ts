import { queryOptions } from '@tanstack/react-query'
import { api } from './staff-api.ts'

export const staffKey = ['staff'] as const

/** Everybody who belongs to the business, by name. */
export const membersQuery = queryOptions({
  queryKey: [...staffKey, 'members'] as const,
  queryFn: ({ signal }) => api.identity.listMembers(undefined, { signal }),
})

/** Invitations that nobody has accepted yet. */
export const invitationsQuery = queryOptions({
  queryKey: [...staffKey, 'invitations'] as const,
  queryFn: ({ signal }) => api.identity.listInvitations(undefined, { signal }),
})
