import { expect, test } from 'vitest'
import { lastRefusedMail } from './refused-mails.ts'

const entry = (type: string, at: string) => ({ type, at, by: 'system' }) as const

test('a mail that was refused is found whatever happened since', () => {
  const timeline = [
    entry('booking.created', '1'),
    entry('booking.mailRefused', '2'),
    entry('booking.mailRefused', '3'),
    entry('payment.settled', '4'),
  ]
  expect(lastRefusedMail({ timeline })).toBe('3')
  expect(lastRefusedMail({ timeline: [entry('booking.created', '1')] })).toBeUndefined()
})
