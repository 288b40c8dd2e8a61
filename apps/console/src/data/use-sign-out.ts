import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from './api.ts'
import { links } from './links.ts'
import { notifyFailure } from './notify.ts'

/** Ends the session and forgets everything that was loaded in it. */
export function useSignOut(): () => void {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const signOut = async () => {
    await api.identity.signOut()
    await navigate(links.signIn)
    queryClient.clear()
  }
  return () => void signOut().catch(notifyFailure)
}
