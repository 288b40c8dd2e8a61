import { describe, expect, test } from 'vitest'
import { checkArchitecture } from './check.ts'
import { citedPaths } from './cited-paths.ts'
import { checkLockFile } from './lock-file.ts'

/** For each rule one file that breaks it. Were a rule to go blind, its canary would live. */
const canaries: readonly (readonly [path: string, text: string, reason: string])[] = [
  ['packages/kernel/src/ids/ids.ts', `import '../postgres/postgres.ts'`, 'a higher layer'],
  ['packages/kernel/src/postgres/pool.ts', `import '../events/events.ts'`, 'a higher layer'],
  ['packages/kernel/src/mail/mail.ts', `import { a } from '@holdfast/kernel/http'`, 'higher layer'],
  ['packages/kernel/src/http/http.ts', `import '@holdfast/bookings'`, 'nothing of the workspace'],
  ['packages/kernel/src/contract/page.ts', `import 'node:fs'`, 'browser-safe'],
  [
    'packages/kernel/src/edge/edge.ts',
    `import '@holdfast/testing/clock'`,
    'nothing of the workspace',
  ],
  ['modules/bookings/src/contract.ts', `import { sql } from 'kysely'`, 'browser-safe'],
  ['modules/bookings/src/contract.ts', `import './booking/booking.ts'`, 'browser-safe'],
  ['modules/bookings/src/contract/price.ts', `import 'node:fs'`, 'browser-safe'],
  ['modules/bookings/src/booking/booking.ts', `import 'node:fs'`, 'adapters alone'],
  [
    'modules/bookings/src/booking/booking.ts',
    `import '@holdfast/payments'`,
    'never imports another',
  ],
  ['modules/bookings/src/booking/a.ts', `import '@holdfast/payments/contract'`, 'never imports'],
  ['modules/bookings/src/booking/a.ts', `import '../../../payments/src/a.ts'`, 'never imports'],
  ['modules/bookings/src/booking/a.ts', `export { a } from '@holdfast/client'`, 'itself alone'],
  ['modules/bookings/src/booking/a.ts', `await import('@holdfast/testing/clock')`, 'itself alone'],
  ['packages/client/src/client.ts', `import '@holdfast/bookings/contract'`, 'contract alone'],
  ['packages/client/src/client.ts', `import '@holdfast/kernel/http'`, 'contract alone'],
  ['packages/client/src/client.test.ts', `import '@holdfast/bookings'`, 'contract alone'],
  ['packages/ui/src/banner.ts', `import '@holdfast/kernel/contract'`, 'client alone'],
  ['packages/testing/src/clock/clock.ts', `import '@holdfast/bookings'`, 'kernel alone'],
  ['apps/site/src/api.ts', `import type { A } from '@holdfast/bookings'`, 'contracts, client'],
  ['apps/site/src/api.ts', `import 'node:fs'`, 'contracts, client'],
  ['apps/site/src/api.ts', `import '../build/budget.ts'`, 'contracts, client'],
  ['apps/console/src/api.ts', `import '@holdfast/kernel/http'`, 'contracts, client'],
  ['apps/server/src/app.ts', `import '@holdfast/testing/database'`, 'server imports'],
  ['apps/server/src/app.ts', `import '../../site/src/api.ts'`, 'server imports'],
  ['apps/shop/src/run-shop.ts', `import '@holdfast/stores'`, 'kernel alone'],
  ['apps/shop/src/run-shop.ts', `import '@holdfast/stores/contract'`, 'kernel alone'],
  ['apps/shop/src/run-shop.ts', `import '../../server/src/port.ts'`, 'kernel alone'],
  ['apps/shop/src/run-shop.ts', `import '@holdfast/testing/database'`, 'kernel alone'],
  ['apps/server/src/app.ts', `import '../../shop/src/run-shop.ts'`, 'server imports'],
  ['tools/prove/src/main.ts', `import '@holdfast/kernel/clock'`, 'nothing of the workspace'],
  ['packages/kernel/src/toolbox/a.ts', `import 'node:fs'`, 'no part of the map'],
  ['apps/server/src/app.ts', `import '@holdfast/kernel/toolbox'`, 'no part of the map'],
  ['apps/server/src/app.ts', `const a = process.env['PORT']`, 'the environment is read'],
  ['modules/bookings/src/a.ts', `export * from './b.ts'`, 'named one by one'],
]

describe('each rule catches its canary', () => {
  test.each(canaries)('%s: %s', (path, text, reason) => {
    expect(checkArchitecture([{ path, text }]).join('\n')).toContain(reason)
  })

  test('a cycle between two files', () => {
    const sources = [
      { path: 'modules/bookings/src/a.ts', text: `import './b.ts'` },
      { path: 'modules/bookings/src/b.ts', text: `import type { A } from './a.ts'` },
    ]
    expect(checkArchitecture(sources)).toEqual([
      'import cycle: modules/bookings/src/a.ts → modules/bookings/src/b.ts → modules/bookings/src/a.ts',
    ])
  })

  test('a lock file that would not install elsewhere', () => {
    const packages = {
      '': { version: '1.0.0' },
      'packages/a': { version: '1.0.0' },
      'node_modules/a': { link: true },
      'node_modules/fine': { version: '1.0.0', optionalDependencies: { 'fine-on-mars': '1.0.0' } },
      'node_modules/of-another-platform': { optional: true },
      'node_modules/from-a-host': { version: '1.0.0', resolved: 'https://registry.example/a.tgz' },
    }
    expect(checkLockFile(JSON.stringify({ packages }))).toEqual([
      'package-lock.json: node_modules/fine needs fine-on-mars, which is left out',
      'package-lock.json: node_modules/of-another-platform has no version',
      'package-lock.json: node_modules/from-a-host names a host',
    ])
  })

  test('a document that cites a file by span or by link', () => {
    const text = 'See `docs/gone.md` and [this](../b.md#part), not `docs/*.md` or `npm test`.'
    expect(citedPaths(text, 'docs/decisions')).toEqual(['docs/gone.md', 'docs/b.md'])
  })
})

const allowed: readonly (readonly [path: string, text: string])[] = [
  ['packages/kernel/src/edge/edge.ts', `import '../rate-limit/rate-limit.ts'`],
  ['packages/kernel/src/ids/ids.test.ts', `import '@holdfast/testing/clock'`],
  ['modules/bookings/src/contract.ts', `import { money } from '@holdfast/kernel/contract'`],
  ['modules/bookings/src/module.ts', `import './booking/create-booking.ts'`],
  ['modules/bookings/src/adapters/pdf.ts', `import 'node:fs'`],
  ['modules/bookings/src/booking/booking.test.ts', `import '@holdfast/testing/database'`],
  ['apps/server/tests/live.test.ts', `import '@holdfast/client'`],
  ['packages/client/src/client.ts', `import './call/request.ts'`],
  ['packages/client/src/client.test.ts', `import '@holdfast/kernel/http'`],
  ['apps/server/src/parts.ts', `import { a } from '@holdfast/bookings'`],
  ['apps/site/src/api.ts', `import type { Slot } from '@holdfast/bookings/contract'`],
  ['apps/site/build/budget.ts', `import 'node:fs'`],
]

test.each(allowed)('allowed: %s: %s', (path, text) => {
  expect(checkArchitecture([{ path, text }])).toEqual([])
})
