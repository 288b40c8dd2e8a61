import type { Menu } from '@holdfast/bookings/contract'
import { offer } from '../api/offer.ts'
import { useLoad, type Loaded } from '../ui/use-load.ts'

/** What a station serves; without a menu where there is nothing to choose. */
export interface Served {
  readonly stationId: string
  readonly menu: Menu | undefined
}

/** The menu of a station, once one is chosen. */
export function useMenu(stationId: string): Loaded<Served> {
  const loaded = useLoad(stationId === '' ? undefined : `menu ${stationId}`, async (options) => {
    const { menu } = await offer.showMenu({ params: { id: stationId } }, options)
    return { stationId, menu }
  })
  // What is kept beside a new key is of the station before.
  if (loaded.value === undefined || loaded.value.stationId === stationId) return loaded
  return { state: 'loading' }
}
