import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { links } from '../../data/links.ts'
import { safePath } from '../../data/safe-path.ts'
import { meKey } from '../../data/session.ts'

/** Goes into the console after signing in: to `back`, when that is a place of it. */
export function useEnter(back?: string): () => Promise<void> {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { history } = useRouter()
  return async () => {
    queryClient.removeQueries({ queryKey: meKey })
    const path = safePath(back, location.origin)
    if (path === undefined) await navigate({ ...links.dashboard, replace: true })
    else history.replace(path)
  }
}
