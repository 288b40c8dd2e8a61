import { expect, test } from 'vitest'
import { parseMigrationFile } from './migration-file.ts'
import { compareWithHistory, refusalOf } from './migration-status.ts'

const file = (number: number, what = 'select 1') =>
  parseMigrationFile('shop', `000${number}-step.sql`, `-- up\n${what};\n-- down\n`)
const row = (number: number, options: { what?: string; breaking?: boolean } = {}) => ({
  ...file(number, options.what),
  breaking: options.breaking ?? false,
  appliedAt: new Date(0),
})

const cases = [
  ['nothing applied', [file(1), file(2)], [], '1 pending, 2 pending'],
  ['some applied', [file(1), file(2)], [row(1)], '1 applied, 2 pending'],
  ['an edited file', [file(1, 'select 2')], [row(1)], '1 edited'],
  ['a lost file', [file(1), file(3)], [row(1), row(2), row(3)], '1 applied, 2 missing, 3 applied'],
  [
    'a file that comes late',
    [file(1), file(2), file(3)],
    [row(1), row(3)],
    '1 applied, 2 late, 3 applied',
  ],
  ['a newer schema', [file(1)], [row(1), row(2)], '1 applied, 2 newer'],
  [
    'a newer, breaking schema',
    [file(1)],
    [row(1), row(2, { breaking: true }), row(3)],
    '1 applied, 2 breaking, 3 newer',
  ],
  [
    'a breaking migration that we know',
    [file(1), file(2)],
    [row(1), row(2, { breaking: true })],
    '1 applied, 2 applied',
  ],
] as const

test.each(cases)('%s', (...[, files, history, expected]) => {
  const states = compareWithHistory(files, history).map(({ number, state }) => `${number} ${state}`)
  expect(states.join(', ')).toBe(expected)
})

test('only what a later version did harmlessly, what is applied and what waits is allowed', () => {
  const states = ['applied', 'pending', 'newer', 'breaking', 'edited', 'missing', 'late'] as const
  const refused = states.filter((state) =>
    refusalOf({ module: 'shop', number: 1, name: '0001-step.sql', state }),
  )
  expect(refused).toEqual(['breaking', 'edited', 'missing', 'late'])
})
