import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { affectedKeys, everyKey } from './affected-keys.ts'

const modules = join(import.meta.dirname, '../../../../../modules')

/** What no page of the console shows yet. */
const withoutPage = /^(credits|waitlist)\./

const event = (type: string) => ({ id: 'e', type, subject: 's', happenedAt: '' })

test('every event that a module tells changes what some page shows', () => {
  const told = toldTypes().filter((type) => !withoutPage.test(type))
  expect(told.length).toBeGreaterThan(20)
  expect(told.filter((type) => affectedKeys(event(type)).length === 0)).toEqual([])
})

test('whatever an event may change is read anew after some may have been missed', () => {
  const changed = toldTypes().flatMap((type) => affectedKeys(event(type)).map(([first]) => first))
  expect(everyKey.map(([first]) => first).toSorted()).toEqual([...new Set(changed)].toSorted())
})

test('money changes the booking that it is paid for', () => {
  expect(affectedKeys(event('payment.settled'))).toContainEqual(['bookings', 'one', 's'])
})

test('an event that nobody knows changes nothing', () => {
  expect(affectedKeys({ id: 'e', type: 'comet.seen', happenedAt: '' })).toEqual([])
})

/** The types as the modules' own lists name them; what a list of rights names is told to nobody. */
function toldTypes(): readonly string[] {
  return readdirSync(modules)
    .map((name) => join(modules, name, 'src/live-rules.ts'))
    .filter((path) => existsSync(path))
    .flatMap((path) => {
      const [told = ''] = readFileSync(path, 'utf8').split(/\brights: /)
      if (/from '.\/event\//.test(told)) return namedTypes(join(path, '..', 'event'))
      return [...told.matchAll(/types: \[([^\]]*)\]/g)].flatMap(([, list = '']) =>
        [...list.matchAll(/'([\w.]+)'/g)].map(([, type = '']) => type),
      )
    })
}

/** Where the list is made of names: the types that the files of events give them. */
function namedTypes(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('-event-types.ts'))
  return files.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/'(\w+\.\w+)'/g)].map(
      ([, type = '']) => type,
    ),
  )
}
