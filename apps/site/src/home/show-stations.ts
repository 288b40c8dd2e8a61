import { readStations } from './read-stations.ts'
import { showAreas } from './show-areas.ts'
import { showPrices } from './show-prices.ts'
import { whenIdle } from './when-idle.ts'

/**
 * Once the page has painted: asks the service for its stations and shows where they are and what
 * they ask.
 */
export function showStationsSoon(): void {
  whenIdle(() => void showStations())
}

async function showStations(): Promise<void> {
  const stations = await readStations()
  showAreas(stations)
  showPrices(stations)
}
