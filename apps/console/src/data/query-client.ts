import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { meKey } from './session.ts'
import { saysSignedOut, type SessionEnd } from './session-end.ts'

const freshMs = 15_000

/**
 * Keeps answers. The client below it retries and times out by itself, so nothing is retried here,
 * and it knows by itself whether the device is offline.
 */
export function createQueryClient(sessionEnd: SessionEnd): QueryClient {
  const noticeSignOut = (error: unknown) => {
    const wasSignedIn = queryClient.getQueryData(meKey) !== undefined
    if (wasSignedIn && saysSignedOut(error)) sessionEnd.set(true)
  }
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignOut }),
    mutationCache: new MutationCache({ onError: noticeSignOut }),
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', staleTime: freshMs },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  return queryClient
}
