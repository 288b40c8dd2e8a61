import { expect, test } from 'vitest'
import { sqlName } from './sql-name.ts'

test.each([
  [
    'select "b"."id" from "bookings"."booking" as "b" where "b"."id" = $1',
    'SELECT bookings.booking',
  ],
  [`insert into kernel.event (id) values ('ahab@example.com')`, 'INSERT kernel.event'],
  [`update "x" set name = 'Ahab'`, 'UPDATE x'],
  ['begin', 'BEGIN'],
  ['', 'SQL'],
])('%s is called %s', (text, name) => {
  expect(sqlName(text)).toBe(name)
})
