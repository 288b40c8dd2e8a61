import type { Station } from '@holdfast/bookings/contract'
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw'
import mapPin from 'lucide-static/icons/map-pin.svg?raw'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Icon } from '../ui/icon.tsx'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import type { Loaded } from '../ui/use-load.ts'
import { StepFrame } from './step-frame.tsx'
import type { BookingFlow } from './use-booking.ts'
import { business } from '../business.ts'

export function StationStep(props: {
  readonly flow: BookingFlow
  readonly stations: Loaded<{ readonly items: readonly Station[] }>
}) {
  return (
    <StepFrame
      flow={props.flow}
      step="station"
      title="Where shall we cook?"
      lead="Our chefs set out from these stations. Choose the area you are in."
    >
      <StationChoices {...props} />
    </StepFrame>
  )
}

function StationChoices(props: {
  readonly flow: BookingFlow
  readonly stations: Loaded<{ readonly items: readonly Station[] }>
}) {
  const { flow, stations } = props
  if (stations.state === 'failed') {
    return <FailureNotice error={stations.error} retry={stations.retry} />
  }
  if (stations.state !== 'ready') {
    return (
      <Skeleton
        shape="cards"
        count={2}
        label="Loading the areas"
        isSlow={stations.state === 'slow'}
      />
    )
  }
  if (stations.value.items.length === 0) return <NoStations />
  return (
    <ul class="choices">
      {stations.value.items.map((station) => (
        <li key={station.id}>
          <button
            type="button"
            class="choice"
            aria-pressed={station.id === flow.draft.stationId}
            onClick={() => flow.submit('station', { stationId: station.id })}
          >
            <Icon svg={mapPin} />
            <span class="choice-words">
              <strong>{station.name}</strong>
              <span>{station.area}</span>
            </span>
            <Icon svg={chevronRight} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function NoStations() {
  return (
    <div class="notice" data-tone="info">
      <Icon svg={mapPin} />
      <div class="notice-body">
        <p class="notice-title">No area takes bookings right now</p>
        <p>
          Write to <a href={`mailto:${business.email}`}>{business.email}</a> and tell us where you
          are; we answer within a day.
        </p>
      </div>
    </div>
  )
}
