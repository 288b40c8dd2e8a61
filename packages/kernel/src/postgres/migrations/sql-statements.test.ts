import { expect, test } from 'vitest'
import { splitStatements } from './sql-statements.ts'

const cases: readonly (readonly [name: string, sql: string, texts: readonly string[]])[] = [
  ['semicolons', 'select 1; select 2;', ['select 1', 'select 2']],
  ['a last one without a semicolon', 'select 1;\nselect 2', ['select 1', 'select 2']],
  ['nothing but comments', '-- one;\n/* two; */ ;', []],
  ['quotes', `select ';''; '; select "a;""b"`, [`select ';''; '`, 'select "a;""b"']],
  ['escape strings', `select E'\\';', 1; select 2`, [`select E'\\';', 1`, 'select 2']],
  ['a name that ends in e', `select node'; '`, [`select node'; '`]],
  ['line comments', 'select 1 -- a; b\n+ 1; select 2', ['select 1 -- a; b\n+ 1', 'select 2']],
  [
    'nested comments',
    'select /* a; /* b; */ c; */ 1; select 2',
    ['select /* a; /* b; */ c; */ 1', 'select 2'],
  ],
  [
    'dollar quotes',
    'do $$ begin; end $$; do $a$ $$; $b$; $a$; x',
    ['do $$ begin; end $$', 'do $a$ $$; $b$; $a$', 'x'],
  ],
  [
    'parameters and names with dollars',
    'select $1; select a$b$c; x',
    ['select $1', 'select a$b$c', 'x'],
  ],
  [
    'SQL-standard function bodies',
    'create function f() returns int begin atomic select case when true then 1 end; select 2; end; x',
    [
      'create function f() returns int begin atomic select case when true then 1 end; select 2; end',
      'x',
    ],
  ],
  ['an open quote', `select 1; select 'a; b`, ['select 1', `select 'a; b`]],
]

test.each(cases)('%s', (_name, sql, texts) => {
  expect(splitStatements(sql).map(({ text }) => text)).toEqual(texts)
})

test('a statement knows the line of its first word', () => {
  const sql = '\n-- about the first\nselect\n  1;\n\n/* two\nlines */ select 2; select 3'
  expect(splitStatements(sql).map(({ line }) => line)).toEqual([3, 7, 7])
})
