import type { Station } from '@holdfast/bookings/contract'
import { useEffect } from 'preact/hooks'
import { offer } from '../api/offer.ts'
import { useLoad, type Loaded } from '../ui/use-load.ts'
import { LaterPart } from '../ui/later-part.tsx'
import { Notices } from '../ui/notices.tsx'
import { lowestRates, ratesOf } from '../prices/rates.ts'
import { AddressStep } from './address-step.tsx'
import { ContactStep } from './contact-step.tsx'
import { likelyCountry } from './countries.ts'
import { DateStep } from './date-step.tsx'
import type { Draft } from './draft.ts'
import { PartyStep } from './party-step.tsx'
import { PriceBar } from './price-bar.tsx'
import { MenuStep } from './menu-step.tsx'
import { useMenu, type Served } from './use-menu.ts'
import { useQuotedPrice } from './use-quoted-price.ts'
import { StationStep } from './station-step.tsx'
import { TimeStep } from './time-step.tsx'
import { payAddress } from '../pay/pay-address.ts'
import { useBooking, type BookingFlow as Flow } from './use-booking.ts'
import { WishesStep } from './wishes-step.tsx'

/** The whole booking: one question at a time, with the price beside it. */
export function BookingFlow() {
  const flow = useBooking()
  const loaded = useLoad('stations', (options) => offer.listStations({}, options))
  const station = loaded.value?.items.find((one) => one.id === flow.draft.stationId)
  const rates = station ? ratesOf(station) : lowestRates(loaded.value?.items ?? [])
  const served = useMenu(flow.draft.stationId)
  const menu = served.value?.menu
  const price = useQuotedPrice(placed(flow, station), flow.step, menu)
  useKnownStation(flow, loaded)
  useKnownMenu(flow, served)
  useReviewAtHand(flow)

  if (flow.step === 'done' && flow.kept !== undefined) {
    const payment = payAddress(flow.kept.receipt)
    if (payment !== undefined) return <ToPayment address={payment} />
    const { kept, startAgain } = flow
    return (
      <LaterPart fetch={() => import('./done-step.tsx')}>
        {({ DoneStep }) => <DoneStep kept={kept} onStartAgain={startAgain} />}
      </LaterPart>
    )
  }
  return (
    <div class="flow">
      <div class="flow-main">
        <Notices />
        {flow.step === 'station' && <StationStep flow={flow} stations={loaded} />}
        {flow.step === 'date' && <DateStep flow={flow} station={station} />}
        {flow.step === 'time' && <TimeStep flow={flow} station={station} />}
        {flow.step === 'party' && <PartyStep flow={flow} />}
        {flow.step === 'menu' && <MenuStep flow={flow} station={station} served={served} />}
        {flow.step === 'contact' && <ContactStep flow={flow} />}
        {flow.step === 'address' && <AddressStep flow={flow} station={station} />}
        {flow.step === 'wishes' && <WishesStep flow={flow} />}
        {flow.step === 'review' && (
          <LaterPart fetch={reviewPart}>
            {({ ReviewStep }) => (
              <ReviewStep flow={flow} station={station} menu={menu} price={price} />
            )}
          </LaterPart>
        )}
      </div>
      <PriceBar flow={flow} station={station} rates={rates} price={price} />
    </div>
  )
}

// Reached by an address of its own; from the review, the way leads to the payment at once.
function ToPayment({ address }: { readonly address: string }) {
  useEffect(() => location.replace(address), [address])
  return (
    <p class="step">
      <a href={address}>Pay your deposit</a>
    </p>
  )
}

const reviewPart = () => import('./review-step.tsx')

// Fetched while somebody still types, so that the last step waits for nothing.
function useReviewAtHand({ step }: Flow) {
  useEffect(() => {
    if (step === 'contact') void reviewPart().catch(() => undefined)
  }, [step])
}

/** While the address is asked, the country that it suggests. */
function placed({ draft }: Flow, station: Station | undefined): Draft {
  if (draft.country !== '') return draft
  return { ...draft, country: likelyCountry(station?.currency, navigator.language) }
}

// How many proteins there are for each guest decides whether, and what, is asked.
function useKnownMenu(flow: Flow, served: Loaded<Served>) {
  const each = served.state === 'ready' ? (served.value.menu?.proteinsPerGuest ?? 0) : undefined
  const isNew = each !== undefined && each !== flow.draft.proteinsPerGuest && flow.step !== 'done'
  useEffect(() => {
    if (isNew) flow.set({ proteinsPerGuest: each })
  }, [flow, isNew, each])
}

// A kept answer or a link may name an area that is gone: then it is asked again.
function useKnownStation(flow: Flow, loaded: Loaded<{ readonly items: readonly Station[] }>) {
  const chosen = flow.draft.stationId
  const isGone =
    loaded.state === 'ready' &&
    chosen !== '' &&
    flow.step !== 'done' &&
    !loaded.value.items.some((station) => station.id === chosen)
  useEffect(() => {
    if (!isGone) return
    flow.set({ stationId: '' })
    flow.go('station')
  }, [flow, isGone])
}
