import { usualNoticeHours, usualPolicies } from '@holdfast/bookings/contract'

export interface Question {
  readonly ask: string
  readonly say: string
}

export const questions: readonly Question[] = [
  {
    ask: 'What do we need at home?',
    say: 'A table with chairs, and a spot in the open air beside it for the grill. Everything else comes and goes with us.',
  },
  {
    ask: 'Someone cannot eat everything. Is that fine?',
    say: 'Yes. List allergies and wishes when you book; the chef has them before shopping.',
  },
  {
    ask: 'How far ahead do we book?',
    say: `At least ${usualNoticeHours} hours. Saturdays go first; the calendar shows what is left.`,
  },
  {
    ask: 'How many can we be?',
    say: 'Up to 50. Small tables are welcome too; the least that an evening costs stands above.',
  },
  {
    ask: 'Something came up. How do we cancel?',
    say: 'With the link in your confirmation, or with your reference under “Your booking”. It takes a minute.',
  },
  {
    ask: 'Do we get the deposit back?',
    say: `All of it, when you cancel up to ${usualPolicies.refundDays} days before dinner. After that it stays with us. You see the last day before you book.`,
  },
  {
    ask: 'Can we move it to another day?',
    say: `Yes. The first move is free until ${usualPolicies.rescheduleNoticeHours} hours before dinner; every other costs a fee, which you see first. A day that is nearer than ${usualPolicies.refundDays} days does not come with the deposit back.`,
  },
]
