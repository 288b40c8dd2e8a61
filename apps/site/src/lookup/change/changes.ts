import type { BookingDetail, CreateBooking } from '@holdfast/bookings/contract'
import { draftOf } from '../../flow/draft-of.ts'
import type { Draft } from '../../flow/draft.ts'
import { toRequest } from '../../flow/to-request.ts'

/** What is sent to change a booking. */
export type Changes = Partial<
  Pick<BookingDetail, 'party' | 'venue' | 'specialRequests' | 'allergens'>
> & { readonly menu?: CreateBooking['menu'] }

/** What the answers change of a booking; what is as it was is left out. */
export function changesOf(booking: BookingDetail, draft: Draft): Changes {
  const before = partsOf(draftOf(booking))
  const after = partsOf(draft)
  const names = ['party', 'menu', 'venue', 'specialRequests', 'allergens'] as const
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, after[name]]),
  )
}

function partsOf(draft: Draft): Required<Changes> {
  const { party, menu, venue, specialRequests = '', allergens = [] } = toRequest(draft)
  const { adults, children = 0, underSix = 0 } = party
  return { party: { adults, children, underSix }, menu, venue, specialRequests, allergens }
}
