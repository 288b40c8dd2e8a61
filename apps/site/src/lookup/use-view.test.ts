import { expect, test } from 'vitest'
import { viewIn, type View } from './use-view.ts'

test.each<[string, View]>([
  ['', { do: 'show' }],
  ['?do=change', { do: 'change' }],
  ['?do=move', { do: 'move', date: '', time: '' }],
  ['?do=move&date=2030-06-15', { do: 'move', date: '2030-06-15', time: '' }],
  ['?do=move&date=2030-06-15&time=18:30', { do: 'move', date: '2030-06-15', time: '18:30' }],
  ['?do=move&time=18:30', { do: 'move', date: '', time: '' }],
  ['?do=move&date=soon&time=18:30', { do: 'move', date: '', time: '' }],
  ['?do=cancel', { do: 'show' }],
])('the address %j shows %j', (search, view) => {
  expect(viewIn(search)).toEqual(view)
})
