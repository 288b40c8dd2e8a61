import { expect, test } from 'vitest'
import { MigrationError } from './migration-error.ts'
import { runMigrateCommand } from './command.ts'
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

const cases: readonly (readonly [args: string, code: number, output: string])[] = [
  ['up', 0, 'applied shop/0001-rooms.sql'],
  ['down shop', 0, 'taken back shop*1/0001-rooms.sql'],
  ['down shop 3', 0, 'taken back shop*3/0001-rooms.sql'],
  ['redo shop', 0, 'done again shop/0001-rooms.sql'],
  ['plan', 0, '-- nothing to do'],
  [
    'status',
    0,
    'applied   1970-01-01T00:00:00.000Z  shop/0001-rooms.sql\n' +
      'pending   -                         shop/0002-beds.sql',
  ],
  ['', 2, 'usage: migrate up | down MODULE [STEPS] | redo MODULE | status | plan'],
  ['down', 2, expect.stringContaining('usage')],
  ['down shop none', 2, expect.stringContaining('usage')],
  ['up shop', 2, expect.stringContaining('usage')],
  ['down shop 1 2', 2, expect.stringContaining('usage')],
]

test.each(cases)('migrate %s', async (args, code, output) => {
  const lines: string[] = []
  const words = args.split(' ').filter(Boolean)
  expect(await runMigrateCommand(words, { migrator, write: (line) => lines.push(line) })).toBe(code)
  expect(lines.join('\n')).toEqual(output)
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
  expect(await runMigrateCommand(['up'], parts(new MigrationError('no. Do this.')))).toBe(1)
  expect(lines).toEqual(['no. Do this.'])
  await expect(runMigrateCommand(['up'], parts(new TypeError('bug')))).rejects.toThrow('bug')
})
