import type { QueryClient } from '@tanstack/react-query'
import { redirect, type ParsedLocation } from '@tanstack/react-router'
import { meQuery } from './session.ts'
import { visitorQuery } from './visitor.ts'

interface Entry {
  readonly context: { readonly queryClient: QueryClient }
  readonly location: ParsedLocation
}

/** Lets in who is signed in; leads others to the sign-in, which leads them back here. */
export async function requireSession({ context, location }: Entry): Promise<void> {
  const { queryClient } = context
  if (queryClient.getQueryData(meQuery.queryKey)) return
  // Asked each time: whoever has just signed in was nobody a moment ago.
  const me = await queryClient.fetchQuery({ ...visitorQuery, staleTime: 0 })
  if (me) return void queryClient.setQueryData(meQuery.queryKey, me)
  const isStart = location.pathname === '/' || location.pathname === '/console'
  throw redirect({
    to: '/sign-in',
    search: isStart ? {} : { back: `/console${location.href.replace(/^\/console/, '')}` },
  })
}
