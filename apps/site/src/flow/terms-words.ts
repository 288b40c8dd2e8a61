import type { Station } from '@holdfast/bookings/contract'
import { addDays } from '../dates/month-grid.ts'
import { formatDay } from '../format/moments.ts'
import { formatMoney, type Money } from '../prices/money.ts'

type Policies = Pick<
  Station['policies'],
  'refundDays' | 'freeReschedules' | 'rescheduleNoticeHours' | 'rescheduleFee'
>

export interface Agreed {
  readonly policies: Policies
  /** The day of the dinner, and today on the station's calendar. */
  readonly date: string
  readonly today: string
  readonly deposit: Money
}

/** What is agreed about cancelling and moving, before anything is booked. */
export function termsWords({ policies, date, today, deposit }: Agreed): readonly string[] {
  return [...refundTerms({ policies, date, today, deposit }), moveTerms(policies, deposit)]
}

function refundTerms({ policies, date, today, deposit }: Agreed): readonly string[] {
  if (deposit.amount === 0) return ['You can cancel until dinner begins; it costs nothing.']
  const last = addDays(date, -policies.refundDays)
  return [
    last < today
      ? `This dinner is soon: once it is confirmed, the deposit of ${formatMoney(deposit)} is not given back when you cancel.`
      : `Cancel until ${formatDay(last)} and you get the deposit back; after that it stays with us.`,
  ]
}

function moveTerms(policies: Policies, { currency, exponent }: Money): string {
  const { freeReschedules: free, rescheduleNoticeHours: hours, rescheduleFee } = policies
  const fee = formatMoney({ amount: rescheduleFee, currency, exponent })
  if (rescheduleFee === 0) return 'You can move it to another time; that costs nothing.'
  if (free === 0) return `You can move it to another time for ${fee}.`
  const first = free === 1 ? 'One move to another time is' : `${free} moves to another time are`
  return `${first} free until ${hours} hours before dinner; every other costs ${fee}.`
}
