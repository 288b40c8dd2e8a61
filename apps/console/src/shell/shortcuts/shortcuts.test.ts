// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createShortcuts, type Shortcut, type Shortcuts } from './shortcuts.ts'

let shortcuts: Shortcuts
let stop: () => void
let done: string[]

beforeEach(() => {
  done = []
  shortcuts = createShortcuts()
  stop = shortcuts.listen(window)
  shortcuts.add([shortcut('j'), shortcut('g b'), shortcut('mod+k')])
})
afterEach(() => {
  stop()
  document.body.replaceChildren()
})

function shortcut(keys: string, name = keys): Shortcut {
  return { keys, title: name, group: 'Everywhere', run: () => void done.push(name) }
}

function press(key: string, options: KeyboardEventInit & { readonly on?: Element } = {}) {
  const { on = document.body, ...rest } = options
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...rest })
  on.dispatchEvent(event)
  return event
}

function add(html: string): Element {
  document.body.innerHTML = html
  const element = document.body.querySelector('[data-here]')
  if (element === null) throw new Error('nothing is marked')
  return element
}

test('a key does its work, and the browser does not do its own', () => {
  const event = press('j')
  expect([done, event.defaultPrevented]).toEqual([['j'], true])
})

test('a key that means nothing here is left to the browser', () => {
  expect(press('x').defaultPrevented).toBe(false)
})

test.each([
  ['an input', '<input data-here>'],
  ['a text', '<textarea data-here></textarea>'],
  ['a choice', '<select data-here></select>'],
  ['a dialog', '<div role="dialog"><button data-here></button></div>'],
  ['an open menu', '<div role="menu"><span data-here></span></div>'],
])('letters in %s belong to it', (_, html) => {
  press('j', { on: add(html) })
  expect(done).toEqual([])
})

test('the palette opens from within a field too', () => {
  press('k', { on: add('<input data-here>'), ctrlKey: true })
  expect(done).toEqual(['mod+k'])
})

test('of two with the same keys the one that came later wins, until it goes', () => {
  const remove = shortcuts.add([shortcut('j', 'the page’s own')])
  press('j')
  remove()
  press('j')
  expect(done).toEqual(['the page’s own', 'j'])
})

test('nothing is heard any more after stopping', () => {
  stop()
  press('j')
  expect(done).toEqual([])
})
