import { expect, test } from 'vitest'
import { addView, givenViews, readViews, viewOf, type View } from './saved-views.ts'

const harbor: View = { id: '1', name: 'Harbor', search: { q: 'Harbor', page: 4 } }

test('a view is kept without its page', () => {
  expect(addView([], harbor)).toEqual([{ id: '1', name: 'Harbor', search: { q: 'Harbor' } }])
})

test('a view takes the place of one with its name', () => {
  const renewed = addView(addView([], harbor), { id: '2', name: ' harbor ', search: { q: 'x' } })
  expect(renewed).toEqual([{ id: '2', name: 'harbor', search: { q: 'x' } }])
})

test('the oldest go when there are too many', () => {
  let views: readonly View[] = []
  for (let number = 1; number <= 40; number++) {
    views = addView(views, { id: `${number}`, name: `View ${number}`, search: {} })
  }
  expect(views).toHaveLength(30)
  expect(views[0]?.name).toBe('View 40')
})

test('what was kept can be read again', () => {
  const kept = addView([], harbor)
  expect(readViews(JSON.stringify(kept))).toEqual(kept)
})

test.each([null, '', '{', '{"a":1}', '[{"id":1}]'])('%j holds no views', (text) => {
  expect(readViews(text)).toEqual([])
})

test('a kept view with a part that is no longer known loses that part alone', () => {
  const text = JSON.stringify([{ id: '1', name: 'Old', search: { state: 'eaten', q: 'Ada' } }])
  expect(readViews(text)).toEqual([{ id: '1', name: 'Old', search: { q: 'Ada' } }])
})

test('the view that is shown is recognised, on every page of it', () => {
  expect(viewOf(givenViews, {})?.id).toBe('upcoming')
  expect(viewOf(givenViews, { when: 'today', page: 2 })?.id).toBe('today')
  expect(viewOf(givenViews, { q: 'Ada' })).toBeUndefined()
})
