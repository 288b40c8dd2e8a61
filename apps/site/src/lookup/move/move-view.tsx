import type { BookingDetail } from '@holdfast/bookings/contract'
import { offer } from '../../api/offer.ts'
import { DayPicker } from '../../flow/day-picker.tsx'
import { draftOf } from '../../flow/draft-of.ts'
import { NearbyDays } from '../../flow/nearby-days.tsx'
import { SlotPicker } from '../../flow/slot-picker.tsx'
import { useSlots } from '../../flow/use-slots.ts'
import { formatDay } from '../../format/moments.ts'
import { useLoad } from '../../ui/use-load.ts'
import { SubPage } from '../sub-page.tsx'
import { MoveReview } from './move-review.tsx'
import { nowWords, type Moving } from './moving.ts'

/** Another time for a booking: day, time, and what it costs before it is done. */
export function MoveView(props: Moving) {
  const { date, time } = props.view
  if (date === '') return <MoveDay {...props} />
  if (time === '') return <MoveTime {...props} />
  return <MoveReview {...props} />
}

function MoveDay({ booking, open }: Moving) {
  const station = useStation(booking)
  return (
    <SubPage
      title="Which day instead?"
      lead={`Now it is on ${nowWords(booking)}. It stays yours until the new time is won.`}
      backWords="Back to your booking"
      onBack={() => open({ do: 'show' })}
    >
      <DayPicker
        sought={draftOf(booking)}
        station={station}
        chosen={booking.date}
        onChoose={(date) => open({ do: 'move', date, time: '' })}
      />
    </SubPage>
  )
}

function MoveTime({ booking, view, open }: Moving) {
  const station = useStation(booking)
  const sought = draftOf(booking)
  const slots = useSlots(sought, view.date)
  const anotherDay = () => open({ do: 'move', date: '', time: '' })
  return (
    <SubPage
      title="When does dinner begin?"
      lead={`${formatDay(view.date)}, instead of ${nowWords(booking)}.`}
      backWords="Choose another day"
      onBack={anotherDay}
    >
      <SlotPicker
        slots={slots}
        area={station?.area}
        chosen={view.date === booking.date ? booking.time : ''}
        onChoose={(time) => open({ do: 'move', date: view.date, time })}
        whenFull={
          <NearbyDays
            sought={sought}
            date={view.date}
            onChoose={(date) => open({ do: 'move', date, time: '' })}
            onMonth={anotherDay}
          />
        }
      />
    </SubPage>
  )
}

function useStation({ stationId }: BookingDetail) {
  const stations = useLoad('stations', (options) => offer.listStations({}, options))
  return stations.value?.items.find(({ id }) => id === stationId)
}
