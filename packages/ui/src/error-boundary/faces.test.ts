// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from 'vitest'
import { endAll } from '../fixtures/drawn.ts'
import type { Drawn } from '../fixtures/face.ts'
import { faces } from '../fixtures/faces.ts'
import type { ViewFailure } from './view-failure.ts'

afterEach(endAll)

const secret = 'connect ECONNREFUSED 10.0.0.7:5432'
const broken = (error: unknown = new Error(secret)) => {
  return (): string => {
    throw error
  }
}

const mailAbout = (id: string) => `mailto:a@b.example?subject=${id}`

test('both faces draw the same fallback', () => {
  const error = Object.assign(new Error(secret), { correlationId: 'c-1' })
  const drawn = faces.map((face) =>
    face.errorBoundary({ draw: broken(error), reportAddress: mailAbout }),
  )
  expect(drawn[0]?.place.innerHTML).toBe(drawn[1]?.place.innerHTML)
})

describe.each(faces)('the boundary of $name', (face) => {
  test('shows its children while nothing breaks', () => {
    expect(face.errorBoundary({ draw: () => 'dinner' }).place.textContent).toBe('dinner')
  })

  test('shows neither the message nor the stack, but the id of the report', () => {
    const reports: ViewFailure[] = []
    const drawn = face.errorBoundary({ draw: broken(), report: (one) => reports.push(one) })
    expect(alertIn(drawn)?.textContent).toContain(`Error id: ${reports[0]?.correlationId}`)
    expect(drawn.place.innerHTML).not.toMatch(/ECONNREFUSED|Error:|\bat /)
  })

  test('names what broke in a heading, the first one where it is the whole page', () => {
    const part = face.errorBoundary({ draw: broken() })
    expect(part.place.querySelector('h2')?.textContent).toBe('This part of the page broke')
    const page = face.errorBoundary({ draw: broken(), heading: 'h1' })
    expect(page.place.querySelector('h1')).not.toBeNull()
  })

  test('reports once, with the error itself', () => {
    const report = vi.fn<(failure: ViewFailure) => void>()
    const error = new Error(secret)
    face.errorBoundary({ draw: broken(error), report })
    expect(report.mock.calls).toEqual([[{ error, correlationId: expect.any(String) }]])
  })

  test('takes the id of the request that failed, from the cause too', () => {
    const cause = Object.assign(new Error('503'), { correlationId: 'c-42' })
    const drawn = face.errorBoundary({ draw: broken(new Error(secret, { cause })) })
    expect(drawn.place.textContent).toContain('c-42')
  })

  test('a report that breaks breaks nothing more', () => {
    const drawn = face.errorBoundary({ draw: broken(), report: broken() })
    expect(alertIn(drawn)).not.toBeNull()
  })

  test('trying again draws the children anew', () => {
    let works = false
    const draw = () => (works ? 'dinner' : broken()())
    const drawn = face.errorBoundary({ draw })
    works = true
    drawn.act(() => buttonIn(drawn)?.click())
    expect(drawn.place.textContent).toBe('dinner')
  })

  test('broken again after trying, it offers to reload and reports a new failure', () => {
    const reports: ViewFailure[] = []
    const drawn = face.errorBoundary({ draw: broken(), report: (one) => reports.push(one) })
    expect(buttonIn(drawn)?.textContent).toBe('Try again')
    drawn.act(() => buttonIn(drawn)?.click())
    expect(buttonIn(drawn)?.textContent).toBe('Reload the page')
    expect(new Set(reports.map(({ correlationId }) => correlationId)).size).toBe(2)
  })

  test('another page tries again by itself', () => {
    const drawn = face.errorBoundary({ draw: broken(), resetOn: '/bookings' })
    drawn.again({ draw: () => 'dinner', resetOn: '/bookings' })
    expect(alertIn(drawn)).not.toBeNull()
    drawn.again({ draw: () => 'dinner', resetOn: '/staff' })
    expect(drawn.place.textContent).toBe('dinner')
  })

  test('a report link names the id', () => {
    const error = Object.assign(new Error(secret), { correlationId: 'c-7' })
    const drawn = face.errorBoundary({ draw: broken(error), reportAddress: mailAbout })
    expect(drawn.place.querySelector('a')?.getAttribute('href')).toBe(mailAbout('c-7'))
  })

  test.each(['text', 7, { correlationId: 7 }])('catches %o as well', (thrown) => {
    expect(alertIn(face.errorBoundary({ draw: broken(thrown) }))).not.toBeNull()
  })
})

function alertIn({ place }: Drawn) {
  return place.querySelector('[role="alert"]')
}

function buttonIn({ place }: Drawn) {
  return place.querySelector('button')
}
