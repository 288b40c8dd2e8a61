import { expect, test } from 'vitest'
import { MigrationError } from './migration-error.ts'
import { migrateUsage, readMigrateCommand, runMigrateCommand } from './command.ts'
import type { Migrator } from './migrator.ts'

const first = { module: 'shop', number: 1, name: '0001-rooms.sql', state: 'applied' } as const
const migrator: Migrator = {
  up: async () => [first],
  down: async (module, steps) => [{ ...first, module: `${module}*${steps}` }],
  redo: async () => [first, first],
  plan: async () => '',
  status: async () => [
    { ...first, appliedAt: new Date(0) },
    { ...first, name: '0002-beds.sql', state: 'pending' },
  ],
  check: async () => ({ pending: 0 }),
}

const cases: readonly (readonly [args: string, output: string])[] = [
  ['up', 'applied shop/0001-rooms.sql'],
  ['down shop', 'taken back shop*1/0001-rooms.sql'],
  ['down shop 3', 'taken back shop*3/0001-rooms.sql'],
  ['redo shop', 'done again shop/0001-rooms.sql'],
  ['plan', '-- nothing to do'],
  [
    'status',
    'applied   1970-01-01T00:00:00.000Z  shop/0001-rooms.sql\n' +
      'pending   -                         shop/0002-beds.sql',
  ],
]

test.each(cases)('migrate %s', async (args, output) => {
  const lines: string[] = []
  const command = readMigrateCommand(args.split(' ')) ?? expect.unreachable()
  expect(await runMigrateCommand(command, { migrator, write: (line) => lines.push(line) })).toBe(0)
  expect(lines.join('\n')).toBe(output)
})

test.each([
  '',
  'upp',
  'up shop',
  'plan shop',
  'down',
  'down shop none',
  'down shop 0',
  'down shop 1 2',
  'redo',
  'redo shop 2',
])('migrate %s makes no sense, which is known before a database is opened', (args) => {
  expect(readMigrateCommand(args.split(' ').filter(Boolean))).toBeUndefined()
  expect(migrateUsage).toMatch(/^migrate up/)
})

test('a refusal is one line and exit code 1; any other error is not swallowed', async () => {
  const lines: string[] = []
  const parts = (error: Error) => ({
    migrator: {
      ...migrator,
      up: async () => {
        throw error
      },
    },
    write: (line: string) => lines.push(line),
  })
  expect(await runMigrateCommand({ name: 'up' }, parts(new MigrationError('no. Do this.')))).toBe(1)
  expect(lines).toEqual(['no. Do this.'])
  await expect(runMigrateCommand({ name: 'up' }, parts(new TypeError('bug')))).rejects.toThrow(
    'bug',
  )
})
