import ticket from 'lucide-static/icons/ticket.svg?raw'
import { formatDay, formatTimeIn, readersZone, sameClock, zoneName } from '../format/moments.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Icon } from '../ui/icon.tsx'
import { PaperButtons } from '../ui/paper-buttons.tsx'
import { guestWords } from './answers-summary.ts'
import type { KeptReceipt } from './kept-booking.ts'
import { PriceLines } from './price-lines.tsx'
import { StepTitle } from './step-frame.tsx'
import { business } from '../business.ts'

/** The page that people keep. */
export function DoneStep(props: { readonly kept: KeptReceipt; readonly onStartAgain: () => void }) {
  const { receipt, email } = props.kept
  return (
    <section class="step done" aria-labelledby="step-title">
      <p class="done-state">
        {receipt.state === 'confirmed' ? 'Your booking is confirmed' : 'We hold this time for you'}
      </p>
      <StepTitle text="See you at the fire." />
      <div class="ticket">
        <div class="ticket-reference">
          <span>Your reference</span>
          <strong>{receipt.reference}</strong>
          <CopyButton text={receipt.reference} what="reference" />
        </div>
        <TicketFacts kept={props.kept} />
        <PriceLines price={receipt.price} travel={receipt.travel} deposit={receipt.deposit} />
      </div>
      {receipt.notices.map((notice) => (
        <p class="hint" key={notice}>
          {notice}
        </p>
      ))}
      <div class="actions">
        <PaperButtons
          access={{ bookingId: receipt.id, accessToken: receipt.accessToken }}
          reference={receipt.reference}
          isFirst
        />
        <a class="button button-plain" href="/booking">
          <Icon svg={ticket} /> See or change booking
        </a>
      </div>
      <h2>What happens next</h2>
      <ol class="next">
        <li>A confirmation goes to {email}, with a link to this booking.</li>
        <li>Half an hour before dinner the chef arrives and lights the fire.</li>
        <li>You sit down. Afterwards we clean up and take everything with us.</li>
      </ol>
      <p class="hint">
        Something changed? Call <a href={`tel:${business.phone.link}`}>{business.phone.shown}</a> or{' '}
        <button type="button" class="text-button" onClick={props.onStartAgain}>
          book another dinner
        </button>
        .
      </p>
    </section>
  )
}

function TicketFacts(props: { readonly kept: KeptReceipt }) {
  const { receipt, place } = props.kept
  const { startsAt, endsAt, timeZone } = receipt
  const isElsewhere = !sameClock(timeZone, readersZone(), startsAt)
  return (
    <dl class="summary">
      <div>
        <dt>Day</dt>
        <dd>{formatDay(receipt.date)}</dd>
      </div>
      <div>
        <dt>Time</dt>
        <dd>
          {formatTimeIn(startsAt, timeZone)} to {formatTimeIn(endsAt, timeZone)}
          {isElsewhere && <small> {zoneName(timeZone, startsAt)}</small>}
        </dd>
      </div>
      <div>
        <dt>Guests</dt>
        <dd>{guestWords(receipt.party)}</dd>
      </div>
      <div>
        <dt>Table</dt>
        <dd>{place}</dd>
      </div>
    </dl>
  )
}
