import type { Menu, Station } from '@holdfast/bookings/contract'
import { useEffect, useState } from 'preact/hooks'
import { offer } from '../api/offer.ts'
import { likelyCountry } from '../flow/countries.ts'
import type { Draft } from '../flow/draft.ts'
import { keepAsked, loadAsked } from '../flow/kept-booking.ts'
import { useMenu } from '../flow/use-menu.ts'
import { useLoad, type Loaded } from '../ui/use-load.ts'

export interface Asking {
  readonly asked: Draft
  readonly set: (given: Partial<Draft>) => void
  readonly stations: Loaded<{ readonly items: readonly Station[] }>
  readonly station: Station | undefined
  readonly menu: Menu | undefined
}

/** What a price is asked for; kept through a reload. Dishes are chosen later until somebody does. */
export function useAsked(): Asking {
  const [kept, setKept] = useState(begin)
  const stations = useLoad('stations', (options) => offer.listStations({}, options))
  const items = stations.value?.items ?? []
  const station = items.find(({ id }) => id === kept.stationId) ?? items[0]
  const menu = useMenu(station?.id ?? '').value?.menu
  const country =
    kept.country === '' ? likelyCountry(station?.currency, navigator.language) : kept.country
  const proteinsPerGuest = menu?.proteinsPerGuest ?? 0
  const asked = { ...kept, stationId: station?.id ?? '', country, proteinsPerGuest }
  useEffect(() => keepAsked(kept), [kept])
  return {
    asked,
    stations,
    station,
    menu,
    // Another area has dishes of its own.
    set: (given) =>
      setKept((before) => ({
        ...before,
        ...(given.stationId === undefined ? {} : laterDishes),
        ...given,
      })),
  }
}

const laterDishes = { proteins: '', addOns: '', menuLater: true, menuAnswered: true }

function begin(): Draft {
  const kept = loadAsked()
  return kept.menuAnswered ? kept : { ...kept, ...laterDishes }
}
