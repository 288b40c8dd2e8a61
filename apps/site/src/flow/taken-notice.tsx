import type { Alternative } from '@holdfast/bookings/contract'
import { useEffect, useRef } from 'preact/hooks'
import calendarX from 'lucide-static/icons/calendar-x.svg?raw'
import type { CallError } from '@holdfast/client'
import { hasCode } from '../api/remedy.ts'
import { formatDay, formatWallTime } from '../format/moments.ts'
import { Icon } from '../ui/icon.tsx'

/** The chosen time cannot be had: says why and offers the nearest ones, or another day. */
export function TakenNotice(props: {
  readonly error: CallError
  readonly alternatives: readonly Alternative[]
  readonly onChoose: (alternative: Alternative) => void
  readonly onOtherDay: () => void
}) {
  const { alternatives, error } = props
  const words = error.friendly
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div class="notice" data-tone="warning">
      <Icon svg={calendarX} />
      <div class="notice-body">
        <h2 class="notice-title" tabIndex={-1} ref={heading}>
          {words.title}
        </h2>
        <p role="alert">
          {alternatives.length > 0 || !hasCode(error, taken)
            ? words.text
            : 'There is no other time near it. Everything else you entered is kept.'}
        </p>
        {alternatives.length > 0 && (
          <div class="slots slots-offer">
            {alternatives.map((offer) => (
              <button
                type="button"
                class="slot slot-day"
                key={offer.startsAt}
                onClick={() => props.onChoose(offer)}
              >
                <span>{formatDay(offer.date)}</span>{' '}
                <strong class="slot-time">{formatWallTime(offer.time)}</strong>
              </button>
            ))}
          </div>
        )}
        <button type="button" class="text-button" onClick={props.onOtherDay}>
          Choose another day
        </button>
      </div>
    </div>
  )
}

const taken = new Set(['bookings.slotTaken'])
