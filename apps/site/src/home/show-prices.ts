import type { Station } from '@holdfast/bookings/contract'
import { amountNames, amountOf, type Party } from '../prices/party-price.ts'
import { areEqual, formatAmount, lowestRates, type Rates } from '../prices/rates.ts'

/** Puts what the stations ask in the place of the figures that the page was built with. */
export function showPrices(stations: readonly Station[]): void {
  const rates = lowestRates(stations)
  if (rates === undefined) return
  for (const place of document.querySelectorAll<HTMLElement>('[data-amount]')) {
    writeAmount(place, rates)
  }
  const note = document.getElementById('prices-differ')
  if (note !== null) note.hidden = areEqual(stations)
}

function writeAmount(place: HTMLElement, rates: Rates): void {
  const name = amountNames.find((one) => one === place.dataset['amount'])
  if (name === undefined) return
  const amount = amountOf(name, rates, partyOf(place))
  const written = formatAmount(rates, amount)
  // The same words again would still be announced and painted anew.
  if (place.textContent !== written) place.textContent = written
  const row = place.closest('tr')
  if (name === 'missing' && row !== null) row.hidden = amount === 0
}

function partyOf(place: HTMLElement): Party {
  const [adults = 0, children = 0, underSix = 0] = (place.dataset['party'] ?? '')
    .split(' ')
    .map(Number)
  return { adults, children, underSix }
}
