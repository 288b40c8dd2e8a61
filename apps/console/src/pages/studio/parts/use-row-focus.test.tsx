// @vitest-environment happy-dom
import { act, useState } from 'react'
import { expect, test } from 'vitest'
import { givenPage } from '../../../ui/fixtures/given-page.ts'
import { useRowFocus } from './use-row-focus.ts'

const page = givenPage()

function press(name: string): void {
  const button = [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent === name,
  )
  act(() => button?.focus())
  act(() => button?.click())
}

function focused(): string | null | undefined {
  return document.activeElement?.textContent
}

function Rows() {
  const [rows, setRows] = useState(['a', 'b'])
  const { list, focusNext } = useRowFocus<HTMLUListElement>()
  const change = (next: string[], row: number, part: string) => {
    setRows(next)
    focusNext(row, part)
  }
  return (
    <section>
      <button type="button">add</button>
      <ul ref={list}>
        {rows.map((row, index) => (
          <li key={row}>
            <button
              type="button"
              data-part="down"
              onClick={() => change(rows.toReversed(), index + 1, 'down')}
            >
              {row} down
            </button>
            <button
              type="button"
              data-part="out"
              onClick={() => change(rows.toSpliced(index, 1), index, 'out')}
            >
              {row} out
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

test('the focus goes along with a row that is moved, and on when one is gone', () => {
  page.draw(<Rows />)
  press('a down')
  expect(focused()).toBe('a down')
  press('a out')
  expect(focused()).toBe('b out')
  press('b out')
  expect(focused()).toBe('add')
})
