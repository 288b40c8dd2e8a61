// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { endAll } from '../fixtures/drawn.ts'
import { faces } from '../fixtures/faces.ts'

afterEach(endAll)

test.each([true, false])('both faces draw the same, slow: %s', (isSlow) => {
  const [one, other] = faces.map((face) => {
    const drawn = face.skeleton({ shape: 'rows', count: 3, label: 'Loading', isSlow })
    return drawn.place.innerHTML
  })
  expect(one).toBe(other)
})

describe.each(faces)('the skeleton of $name', (face) => {
  test('a wait without a skeleton is said in the same words', () => {
    const { place } = face.slowWords()
    expect(place.querySelector('[role="status"]')?.textContent).toContain('longer than usual')
  })

  test('says what is coming and hides its shapes from those who listen', () => {
    const { place } = face.skeleton({ shape: 'cards', count: 2, label: 'Loading the areas' })
    const status = place.querySelector('[role="status"]')
    expect(status?.getAttribute('aria-label')).toBe('Loading the areas')
    expect(status?.textContent).toBe('Loading the areas')
    expect(place.querySelectorAll('[aria-hidden="true"] > span')).toHaveLength(2)
  })

  test('a long wait is said in words', () => {
    const { place } = face.skeleton({ shape: 'lines', count: 2, label: 'Loading', isSlow: true })
    expect(place.querySelector('[role="status"]')?.textContent).toContain('longer than usual')
  })
})

const css = readFileSync(join(import.meta.dirname, 'skeleton.css'), 'utf8')

test('it appears only after 150 ms, so a quick answer never flashes grey', () => {
  expect(css).toMatch(/\.hf-skeleton \{[^}]*animation: hf-appear 150ms 150ms both/)
})

test('for who wants less motion nothing moves', () => {
  const [, calm = ''] = css.split('@media (prefers-reduced-motion: reduce)')
  expect(calm).toMatch(/\.hf-skeleton > span \{[^}]*animation: none/)
})
