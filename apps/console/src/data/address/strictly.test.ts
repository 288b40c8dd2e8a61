// @vitest-environment happy-dom
import { QueryClient } from '@tanstack/react-query'
import { createMemoryHistory, createRouter, type AnyRoute } from '@tanstack/react-router'
import { expect, test } from 'vitest'
import { routeTree } from '../../route-tree.tsx'

const router = createRouter({
  routeTree,
  context: { queryClient: new QueryClient() },
  basepath: '/console',
  history: createMemoryHistory({ initialEntries: ['/console'] }),
})

/** Every page that reads its address; one that is added stands here by itself. */
const routes: readonly AnyRoute[] = Object.values(router.routesById).filter(
  (route: AnyRoute) => route.options.validateSearch !== undefined,
)

/** What no page of the console means by any of its words. */
const senseless = { deep: ['x'] }
const names = ['show', 'q', 'when', 'from', 'to', 'state', 'station', 'sort', 'page', 'job', 'mail']
const others = ['type', 'id', 'payment', 'asks', 'back', 'email', 'utm_source']
const address = Object.fromEntries([...names, ...others].map((name) => [name, senseless]))

test('there are pages that read their address', () => {
  expect(routes.length).toBeGreaterThan(8)
})

test.each(routes.map((route) => [route.fullPath, route] as const))(
  'what the address of %s can not mean reaches no page',
  (path) => {
    const match = router.matchRoutes(path, address).at(-1)
    const seen = Object.entries(match?.search ?? {}).filter(([, value]) => value === senseless)
    expect(seen).toEqual([])
  },
)

test('an unknown view of the payments is all of them', () => {
  const match = router.matchRoutes('/payments', { show: 'all' }).at(-1)
  expect(match?.search).toEqual({})
})
