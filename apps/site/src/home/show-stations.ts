import { showAreas } from './show-areas.ts'
import { showPrices } from './show-prices.ts'

/**
 * Once the page has painted: asks the service for its stations and shows where they are and what
 * they ask. The client comes with it, which whoever books needs next.
 */
export function showStationsSoon(): void {
  const soon = 'requestIdleCallback' in globalThis ? requestIdleCallback : afterPaint
  soon(() => void showStations())
}

// Not every browser tells when it is idle.
function afterPaint(run: () => void): void {
  setTimeout(run, 200)
}

async function showStations(): Promise<void> {
  const [{ service }, { settle }] = await Promise.all([
    import('../api/service.ts'),
    import('@holdfast/client'),
  ])
  const answer = await settle(service.bookings.listStations())
  const stations = answer.ok ? answer.value.items : []
  showAreas(stations)
  showPrices(stations)
}
