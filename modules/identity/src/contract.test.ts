import { createVault } from '@holdfast/kernel/crypto'
import { createLog } from '@holdfast/kernel/log'
import { describe, expect, test } from 'vitest'
import { createAuth } from './adapters/better-auth/create-auth.ts'
import { identityRoutes } from './contract.ts'
import { createIdentityModule } from './module.ts'

const vault = createVault({ current: { id: 'test', key: Buffer.alloc(32, 7) }, previous: [] })
const publicUrl = 'https://ember.example'
const businessName = 'Ember & Oak'
const log = createLog({ level: 'silent', service: 'test', version: '0', role: 'test' })
const connectionString = 'postgres://nobody@127.0.0.1:1/nothing'
const auth = createAuth({ connectionString, vault, publicUrl, businessName, log })
const mailer = { send: async () => undefined }
const stations = { namesOf: async () => new Map<string, string>() }
const module = createIdentityModule({ auth, vault, mailer, publicUrl, businessName, stations })

describe('the module', () => {
  test('answers every route of its contract, each once', () => {
    const bound = module.routes.map(({ route }) => route)
    expect(new Set(bound)).toEqual(new Set(Object.values(identityRoutes)))
    expect(bound).toHaveLength(Object.keys(identityRoutes).length)
  })

  test('every problem that a route names exists, and every problem is named by a route', () => {
    const known = module.problems.flatMap((table) =>
      Object.values(table).map((factory) => factory.definition.code),
    )
    const named = module.routes.flatMap(({ route }) => route.problems ?? [])
    // Told before any route is asked, by whoever reads the cookie.
    const ofEveryRoute = 'identity.crossSite'
    expect([...new Set([...named, ofEveryRoute])].toSorted()).toEqual(known.toSorted())
  })

  test('each route that takes a password or a code allows a few tries, of those who are signed in apart', () => {
    const tries = Object.values(identityRoutes).filter((route) => takesSecret(route))
    expect(tries.length).toBeGreaterThan(6)
    const wrong = tries.filter((route) => {
      const few = route.access === 'public' ? ['signIn'] : ['ownPassword', 'secondFactor']
      return !('limit' in route) || !few.includes(route.limit)
    })
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})

const secrets = new Set(['password', 'currentPassword', 'code', 'token'])

function takesSecret(route: (typeof identityRoutes)[keyof typeof identityRoutes]): boolean {
  const example = 'exampleBody' in route ? Object.keys(route.exampleBody) : []
  return example.some((name) => secrets.has(name)) && !route.path.endsWith('/preview')
}
