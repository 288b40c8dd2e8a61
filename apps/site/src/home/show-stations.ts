import { readStations } from './read-stations.ts'
import { showAreas } from './show-areas.ts'
import { showPrices } from './show-prices.ts'

/**
 * Once the page has painted: asks the service for its stations and shows where they are and what
 * they ask.
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
  const stations = await readStations()
  showAreas(stations)
  showPrices(stations)
}
