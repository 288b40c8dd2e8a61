import type { BookingAction, BookingDetail } from '@holdfast/bookings/contract'
import { Ellipsis } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { deeds, otherStepsOf, refusalOf } from './booking-deeds.ts'

interface OtherStepsProps {
  readonly booking: BookingDetail
  readonly onAsk: (action: BookingAction) => void
}

/** The steps that do not come next: each in reach, and saying why not where it cannot be done. */
export function OtherSteps({ booking, onAsk }: OtherStepsProps) {
  return (
    <Menu
      label="More steps"
      trigger={
        <Button size="icon" aria-label="More steps">
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      {otherStepsOf(booking).map((action) => (
        <Step key={action} booking={booking} action={action} onAsk={onAsk} />
      ))}
    </Menu>
  )
}

function Step({ booking, action, onAsk }: OtherStepsProps & { readonly action: BookingAction }) {
  const { name, Icon } = deeds[action]
  const refusal = refusalOf(booking, action)
  return (
    // Not `disabled`: the arrow keys reach it, so that the reason is read.
    <MenuItem
      aria-disabled={refusal !== undefined}
      className="max-w-72 items-start"
      onSelect={(event) => {
        if (refusal === undefined) onAsk(action)
        else event.preventDefault()
      }}
    >
      <Icon aria-hidden className="mt-0.5" />
      <span className={refusal === undefined ? '' : 'text-faint'}>
        {name}
        {refusal !== undefined && <span className="block text-12">{refusal}</span>}
      </span>
    </MenuItem>
  )
}
