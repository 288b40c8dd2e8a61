import type { BookingDetail } from '@holdfast/bookings/contract'
import { useLoad } from '../../ui/use-load.ts'
import { offer } from '../../api/offer.ts'
import { askedToWait, remedyFor } from '../../api/remedy.ts'
import { AnswerForm } from '../../flow/answer-form.tsx'
import { AddressFields } from '../../flow/fields/address-fields.tsx'
import { suggestedProteins } from '../../flow/dishes.ts'
import { MenuFields } from '../../flow/fields/menu-fields.tsx'
import { PartyFields } from '../../flow/fields/party-fields.tsx'
import { WishesFields } from '../../flow/fields/wishes-fields.tsx'
import { PriceLines } from '../../flow/price-lines.tsx'
import { useMenu } from '../../flow/use-menu.ts'
import { usePrice } from '../../flow/use-price.ts'
import { formatDeadline } from '../../format/moments.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { SubPage } from '../sub-page.tsx'
import { withKeptFees } from './kept-fees.ts'
import { useChange, type Changing } from './use-change.ts'

const hourMs = 3_600_000

/** Who comes, where, and what the chef should know: each until its time. */
export function ChangeView(props: Changing) {
  const { booking } = props
  const served = useMenu(booking.stationId)
  const menu = served.value?.menu
  const change = useChange(props, menu)
  const { draft, errors, error, set } = change
  const guestsUntil = useGuestsUntil(booking)
  const areGuestsOpen = guestsUntil === undefined || Date.now() < Date.parse(guestsUntil)
  const price = usePrice(draft, 'party', menu)
  const { allowed, reason, until } = booking.actions.change
  const isStopped = change.isBusy || askedToWait(error) !== undefined
  return (
    <SubPage
      title="Change your dinner"
      lead={
        allowed && until !== undefined
          ? `Wishes and allergies until ${formatDeadline(until, booking.timeZone)}.`
          : undefined
      }
      backWords="Back to your booking"
      onBack={props.onBack}
    >
      {!allowed && <p class="hint">{reason}</p>}
      {allowed && (
        <AnswerForm
          errors={errors}
          action={change.isBusy ? 'Saving your changes…' : 'Save changes'}
          isBusy={change.isBusy}
          onSubmit={() => !isStopped && change.save()}
        >
          <h2>Guests and table</h2>
          {guestsUntil !== undefined && (
            <p class="field-help">
              {areGuestsOpen
                ? `Until ${formatDeadline(guestsUntil, booking.timeZone)}.`
                : 'The chef has shopped by now, so guests and table are final online. Please call us, and we find a way together.'}
            </p>
          )}
          {areGuestsOpen && (
            <>
              <PartyFields value={draft} errors={errors} onValue={set} />
              <AddressFields
                value={draft}
                errors={errors}
                likely={booking.venue.country}
                onValue={set}
              />
            </>
          )}
          {menu !== undefined && (
            <>
              <h2>Dishes</h2>
              {draft.menuLater ? (
                <button
                  type="button"
                  class="button button-plain"
                  onClick={() =>
                    set({ menuLater: false, proteins: suggestedProteins(menu, draft) })
                  }
                >
                  Choose the dishes now
                </button>
              ) : (
                <MenuFields
                  menu={menu}
                  currency={booking.price.total.currency}
                  value={draft}
                  errors={errors}
                  onValue={set}
                />
              )}
            </>
          )}
          <h2>For the chef</h2>
          <WishesFields value={draft} errors={errors} onValue={set} />
          {change.changesPrice && price.value !== undefined && (
            <PriceLines
              price={withKeptFees(price.value, booking)}
              travel={price.value.travel}
              deposit={booking.deposit}
            />
          )}
          {change.hasNothing && (
            <p class="hint" role="status">
              Nothing is different yet.
            </p>
          )}
          {error !== undefined && (
            <FailureNotice
              error={error}
              retry={remedyFor(error).kind === 'none' ? undefined : change.save}
              hasOwnButton
            />
          )}
        </AnswerForm>
      )}
    </SubPage>
  )
}

/** By what the station agrees now; for an older booking, the service has the last word. */
function useGuestsUntil({ stationId, startsAt }: BookingDetail): string | undefined {
  const stations = useLoad('stations', (options) => offer.listStations({}, options))
  const station = stations.value?.items.find(({ id }) => id === stationId)
  if (station === undefined) return undefined
  return new Date(Date.parse(startsAt) - station.policies.guestCountHours * hourMs).toISOString()
}
