import { createRootRouteWithContext, createRoute, Outlet } from '@tanstack/react-router'
import { requireSession } from './data/require-session.ts'
import type { RouterContext } from './router-context.ts'
import { Shell } from './shell/shell.tsx'

export const root = createRootRouteWithContext<RouterContext>()({ component: Outlet })

/** What stands around the pages of somebody who is signed in. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: requireSession,
  component: Shell,
})
