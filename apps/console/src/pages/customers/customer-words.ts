import { ProblemError } from '@holdfast/client'
import type { CustomerDetail } from '@holdfast/bookings/contract'
import { z } from 'zod'
import { listed } from '../../data/permissions.ts'

type Named = Pick<CustomerDetail, 'name' | 'history'>

/** Whether what was typed names this customer: by their name or the reference of a booking. */
export function namesCustomer(typed: string, { name, history }: Named): boolean {
  const text = comparable(typed)
  if (text === '') return false
  return [name, ...history.map(({ reference }) => reference)].some(
    (one) => comparable(one) === text,
  )
}

function comparable(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase()
}

interface Refusal {
  readonly title: string
  readonly text: string
}

const reasons: Readonly<Record<string, (references: string) => Refusal>> = {
  'bookings.stillActive': (references) => ({
    title: 'A dinner of theirs is still to come',
    text: `Cancel ${references}, or wait until the dinner is over. Then erase them.`,
  }),
  'bookings.refundUnderWay': (references) => ({
    title: 'Money is still on its way back to them',
    text: `See that the refund of ${references} is done, in its payment or among the failed jobs. Then erase them.`,
  }),
}

/** Why an erase was refused, with the bookings that stand in its way; undefined for other failures. */
export function eraseRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof ProblemError)) return undefined
  const references = error.member('references', z.array(z.string())) ?? []
  return reasons[error.code]?.(references.length === 0 ? 'the booking' : listed(references))
}
