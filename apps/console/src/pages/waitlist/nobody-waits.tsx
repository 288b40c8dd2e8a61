import { BellRing } from 'lucide-react'
import { StateFrame } from '../../ui/states/state-frame.tsx'
import type { WaitlistSearch } from './waitlist-search.ts'

/** What an empty list means. */
export function NobodyWaits({ search }: { readonly search: WaitlistSearch }) {
  const isFiltered = Object.keys(search).length > 0
  return (
    <StateFrame
      Icon={BellRing}
      title={isFiltered ? 'Nobody is like that now' : 'Nobody waits'}
      text={
        isFiltered
          ? 'Choose another view, station or evening above to see the others.'
          : 'Where an evening is full, guests can ask on the site to be told when a time becomes free. Whoever has waited longest is held it, and written to, by itself.'
      }
    />
  )
}
