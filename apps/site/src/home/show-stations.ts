import type { Station } from '@holdfast/bookings/contract'
import { callApi } from '../api/http-client.ts'
import { showAreas } from './show-areas.ts'
import { showPrices } from './show-prices.ts'

/** Asks the service for its stations and shows where they are and what they ask. */
export async function showStations(): Promise<void> {
  const answer = await callApi<{ items: Station[] }>({
    method: 'GET',
    path: '/stations',
    timeoutMs: 10_000,
  })
  const stations = answer.ok ? answer.value.items : []
  showAreas(stations)
  showPrices(stations)
}
