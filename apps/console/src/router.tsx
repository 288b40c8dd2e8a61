import { createRouter } from '@tanstack/react-router'
import { routeTree } from './route-tree.tsx'
import type { RouterContext } from './router-context.ts'
import { BrokenPage } from './shell/broken-page.tsx'
import { NotFoundPage } from './shell/not-found-page.tsx'

const restMs = 120

export function createConsoleRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    basepath: '/console',
    defaultPreload: 'intent',
    defaultPreloadDelay: restMs,
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: BrokenPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
  interface HistoryState {
    /** Opened in passing: the focus stays where it is. */
    isPeek?: boolean
  }
}
