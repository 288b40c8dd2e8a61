import { useEffect, useState } from 'preact/hooks'
import { DoneStep } from '../flow/done-step.tsx'
import {
  forgetDraft,
  forgetReceipt,
  keepReceipt,
  loadDraft,
  type KeptAccess,
  type KeptReceipt,
} from '../flow/kept-booking.ts'
import type { Draft } from '../flow/draft.ts'
import { formatAddress } from '../format/address.ts'
import { forgetLeftFor } from './kept-attempt.ts'
import type { Seen } from './standing.ts'

/** The booking is made: the page that people keep. What led to it is done with. */
export function Booked(props: { readonly seen: Seen; readonly access: KeptAccess }) {
  const { access, seen } = props
  const [kept] = useState(() => keptOf(seen, access))
  useEffect(() => {
    keepReceipt(kept)
    if (isOf(loadDraft(), kept)) forgetDraft()
    forgetLeftFor()
  }, [kept])
  return (
    <DoneStep
      kept={kept}
      onStartAgain={() => {
        forgetReceipt()
        location.assign('/book')
      }}
    />
  )
}

// Another dinner may have been begun meanwhile.
function isOf(draft: Draft, { receipt }: KeptReceipt): boolean {
  const { stationId, date, time } = receipt
  return draft.stationId === stationId && draft.date === date && draft.time === time
}

function keptOf({ booking }: Seen, { accessToken }: KeptAccess): KeptReceipt {
  const { contact, venue, timeline: _, specialRequests: __, allergens: ___, ...facts } = booking
  return {
    receipt: { ...facts, accessToken },
    email: contact.email,
    place: formatAddress(venue),
  }
}
