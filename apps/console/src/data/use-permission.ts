import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from './api.ts'
import { permissionFor, type Permission } from './permissions.ts'
import { useMe } from './session.ts'

/** Every role and what it may do, in words. */
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: ({ signal }) => api.identity.listRoles(undefined, { signal }),
  staleTime: 10 * 60_000,
})

/** Whether the person may do something; with the reason, and who can change it. */
export function usePermission(action: string): Permission {
  const me = useMe()
  const isAllowed = me.actions.includes(action)
  const { data } = useQuery({ ...rolesQuery, enabled: !isAllowed })
  return permissionFor(action, me, data)
}
