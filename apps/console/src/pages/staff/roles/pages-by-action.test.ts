import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitlistRoutes } from '@holdfast/bookings/contract'
import { expect, test } from 'vitest'
import { contracts as usual } from '../../../data/api.ts'
import { creditContracts } from '../../credits/data/credits-api.ts'
import { customerContracts } from '../../customers/data/customers-api.ts'
import { dashboardContracts } from '../../dashboard/dashboard-api.ts'
import { operationsContracts } from '../../operations/operations-api.ts'
import { paymentContracts } from '../../payments/data/payments-api.ts'
import { storeContracts } from '../../stores/data/stores-api.ts'
import { joiningContracts } from '../../auth/joining-api.ts'
import { studioContracts } from '../../studio/data/studio-api.ts'
import { staffContracts } from '../data/staff-api.ts'
import { actionsWithPage } from './pages-by-action.ts'

const source = join(import.meta.dirname, '../../..')

test('an action has a page exactly when the console calls an operation that needs it', () => {
  const called = calledOperations().map((name) => actionOf(name))
  // `followEvents` and the client of tus call by themselves.
  const own = ['events.follow', 'studio.upload']
  const needed = new Set([...own, ...called.filter((action) => action !== undefined)])
  expect([...actionsWithPage].toSorted()).toEqual([...needed].toSorted())
})

/** `bookings.cancelBooking`, as it stands in the files of the console. */
function calledOperations(): readonly string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file))
    .flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(/\bapi\.(\w+\.\w+)/g)])
    .map(([, name = '']) => name)
}

function actionOf(name: string): string | undefined {
  const [module = '', operation = ''] = name.split('.')
  const routes: Readonly<Record<string, Readonly<Record<string, object>>>> = {
    ...usual,
    bookings: {
      ...usual.bookings,
      ...dashboardContracts.bookings,
      ...customerContracts.bookings,
      ...waitlistRoutes,
    },
    identity: { ...usual.identity, ...staffContracts.identity, ...joiningContracts.identity },
    ...operationsContracts,
    ...paymentContracts,
    ...creditContracts,
    ...storeContracts,
    ...studioContracts,
  }
  const route = routes[module]?.[operation] ?? {}
  return 'action' in route ? String(route.action) : undefined
}
