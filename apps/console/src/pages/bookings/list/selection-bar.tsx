import type { BookingRow } from '@holdfast/bookings/contract'
import { CalendarX2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { usePermission } from '../../../data/use-permission.ts'
import { Button } from '../../../ui/button.tsx'
import type { Selection } from './use-selection.ts'

const CancelManyDialog = lazy(() =>
  import('../bulk/cancel-many-dialog.tsx').then((module) => ({ default: module.CancelManyDialog })),
)

/** How many rows are chosen, and what can be done with all of them. */
export function SelectionBar({ selection }: { readonly selection: Selection }) {
  const permission = usePermission('bookings.cancel')
  // As they were when asked: the list goes on being refreshed below the dialog.
  const [asked, setAsked] = useState<readonly BookingRow[]>()
  const { rows, clear } = selection
  const close = () => setAsked(undefined)
  const finish = () => {
    close()
    clear()
  }
  return (
    <>
      {rows.length > 0 && (
        <section
          aria-label="Chosen bookings"
          className="flex min-h-12 flex-wrap items-center gap-2 border-t bg-raised px-3 py-2 md:px-(--gutter)"
        >
          <p role="status" className="mr-2 font-medium tabular-nums">
            {rows.length} chosen
          </p>
          <Button
            look="danger-plain"
            disabledReason={permission.allowed ? undefined : permission.reason}
            onClick={() => setAsked(rows)}
          >
            <CalendarX2 aria-hidden /> Cancel bookings
          </Button>
          <Button look="quiet" onClick={clear}>
            Choose none
          </Button>
        </section>
      )}
      <Suspense>
        {asked && <CancelManyDialog rows={asked} onClose={close} onDone={finish} />}
      </Suspense>
    </>
  )
}
