import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answer, emptyDraft, type Draft } from './draft.ts'
import { steps, type Question } from './questions.ts'
import { firstOpen, reachable, stepAfter, stepBefore, stepsOf } from './steps.ts'

const answers: Readonly<Record<Question, Partial<Draft>>> = {
  station: { stationId: 'harbor' },
  date: { date: '2026-12-05' },
  time: { time: '18:00' },
  party: { partyAnswered: true },
  menu: { menuAnswered: true, proteins: 'chicken:8 tofu:8' },
  contact: { name: 'Ada', email: 'ada@example.com', phone: '415 555 0100' },
  address: { line1: '12 Harbor Road', city: 'Sausalito', postalCode: '94965', country: 'US' },
  wishes: { wishesAnswered: true },
  review: {},
}

function draftUntil(step: Question): Draft {
  return steps
    .slice(0, steps.indexOf(step))
    .reduce((draft, answered) => answer(draft, answers[answered]), emptyDraft)
}

describe('the next question', () => {
  test.each(steps)('when everything before it is answered, %s is asked', (step) => {
    expect(firstOpen(draftUntil(step))).toBe(step)
  })

  test('an answer that is no longer good is asked again', () => {
    const draft = { ...draftUntil('review'), email: 'not an address' }
    expect(firstOpen(draft)).toBe('contact')
  })

  test('after a change from the review it goes straight back to the review', () => {
    expect(stepAfter('contact', draftUntil('review'))).toBe('review')
  })

  test('a new area asks for day and time again, and keeps the rest', () => {
    const moved = answer(draftUntil('review'), { stationId: 'canyon' })
    expect(stepAfter('station', moved)).toBe('date')
    expect([moved.date, moved.time, moved.name]).toEqual(['', '', 'Ada'])
  })

  test('another length asks for the time again, and keeps the day', () => {
    const longer = answer(draftUntil('review'), { durationHours: 4 })
    expect([longer.date, longer.time]).toEqual(['2026-12-05', ''])
  })

  test('an alternative changes day and time at once', () => {
    const other = answer(draftUntil('review'), { date: '2026-12-06', time: '20:00' })
    expect(firstOpen(other)).toBe('review')
  })
})

describe('an address that asks for a step', () => {
  test('nobody gets past an open question', () => {
    fc.assert(
      fc.property(fc.constantFrom(...steps), fc.constantFrom(...steps), (asked, open) => {
        const shown = reachable({ step: asked, draft: draftUntil(open), isBooked: false })
        expect(steps.findIndex((step) => step === shown)).toBeLessThanOrEqual(steps.indexOf(open))
      }),
    )
  })

  test.each([
    ['what is unknown shows the open question', 'nonsense', 'time'],
    ['nothing asked shows the open question', null, 'time'],
    ['an earlier question can be seen again', 'station', 'station'],
    ['done is not shown before booking', 'done', 'time'],
  ] as const)('%s', (_, asked, shown) => {
    const given = { step: asked, draft: draftUntil('time'), isBooked: false }
    expect(reachable(given)).toBe(shown)
  })

  test.each([
    ['the booking is shown after booking', 'done', 'done'],
    ['a question that led to the booking shows it, for its answers are gone', 'review', 'done'],
    ['an address without a step begins a new booking', null, 'station'],
    ['the first question begins a new booking', 'station', 'station'],
  ] as const)('%s', (_, asked, shown) => {
    expect(reachable({ step: asked, draft: emptyDraft, isBooked: true })).toBe(shown)
  })

  test('a new booking on its way is not sent back to the one before', () => {
    const given = { step: 'date', draft: draftUntil('time'), isBooked: true }
    expect(reachable(given)).toBe('date')
  })

  test('the first question has nothing before it', () => {
    expect(stepBefore('station', emptyDraft)).toBeUndefined()
    expect(stepBefore('review', emptyDraft)).toBe('wishes')
  })
})

describe('the question of the dishes', () => {
  const withoutMenu = { ...draftUntil('menu'), proteinsPerGuest: 0 }

  test('is not asked where there are none to choose from, neither on the way nor back', () => {
    expect(firstOpen(withoutMenu)).toBe('contact')
    expect(stepAfter('party', withoutMenu)).toBe('contact')
    expect(stepBefore('contact', withoutMenu)).toBe('party')
    expect(reachable({ step: 'menu', draft: withoutMenu, isBooked: false })).toBe('contact')
    expect(stepsOf(withoutMenu)).toHaveLength(steps.length - 1)
  })

  test('is asked again when another party makes the portions too few', () => {
    expect(firstOpen(answer(draftUntil('review'), { adults: 9 }))).toBe('menu')
  })

  test('can be answered later, whatever the party', () => {
    const later = answer(draftUntil('review'), { menuLater: true, proteins: '', adults: 9 })
    expect(firstOpen(later)).toBe('review')
  })

  test('is of the area: another one begins without dishes', () => {
    const moved = answer(draftUntil('review'), { stationId: 'canyon' })
    expect([moved.proteins, moved.menuAnswered]).toEqual(['', false])
  })
})
