import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from './api.ts'
import { links } from './links.ts'
import { notify, notifyFailure } from './notify.ts'
import { meQuery } from './session.ts'

/** Acts for another business from now on: everything that was loaded belongs to the one before. */
export function useSwitchOrganisation(): (organisationId: string) => void {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const change = async (organisationId: string) => {
    const { name } = await api.identity.switchOrganisation({ body: { organisationId } })
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== meQuery.queryKey[0] })
    await queryClient.refetchQueries(meQuery)
    await navigate(links.dashboard)
    notify(`You act for ${name} now`)
  }
  return (organisationId) => void change(organisationId).catch(notifyFailure)
}
