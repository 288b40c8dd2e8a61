import type { QueryClient } from '@tanstack/react-query'
import { redirect, type ParsedLocation } from '@tanstack/react-router'
import { saysSignedOut } from './session-end.ts'
import { meQuery } from './session.ts'

interface Entry {
  readonly context: { readonly queryClient: QueryClient }
  readonly location: ParsedLocation
}

/** Lets in who is signed in; leads others to the sign-in, which leads them back here. */
export async function requireSession({ context, location }: Entry): Promise<void> {
  try {
    await context.queryClient.ensureQueryData(meQuery)
  } catch (error) {
    if (!saysSignedOut(error)) throw error
    const isStart = location.pathname === '/' || location.pathname === '/console'
    throw redirect({
      to: '/sign-in',
      search: isStart ? {} : { back: `/console${location.href.replace(/^\/console/, '')}` },
    })
  }
}
