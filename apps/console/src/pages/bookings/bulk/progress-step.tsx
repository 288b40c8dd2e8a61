import { Button } from '../../../ui/button.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'
import { useCountdown } from '../../../ui/states/use-countdown.ts'
import type { Progress } from './cancel-each.ts'

interface ProgressStepProps {
  readonly progress: Progress
  readonly onStop: () => void
}

/** How many are done; while the service takes no more, how long that lasts. */
export function ProgressStep({ progress, onStop }: ProgressStepProps) {
  const { done, of, waitMs } = progress
  return (
    <>
      <div
        role="progressbar"
        aria-label="Cancelling"
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={done}
        className="mt-4 h-2 shrink-0 overflow-hidden rounded-full bg-sunk"
      >
        <div
          className="h-full bg-ember transition-[width]"
          style={{ width: `${(done / of) * 100}%` }}
        />
      </div>
      <p role="status" className="mt-2 text-soft tabular-nums">
        {done} of {of} done.
        {waitMs !== undefined && ' The service takes only so many changes a minute.'}
      </p>
      {waitMs !== undefined && <GoesOn key={done} waitMs={waitMs} />}
      <DialogActions>
        <Button onClick={onStop}>Stop here</Button>
      </DialogActions>
    </>
  )
}

function GoesOn({ waitMs }: { readonly waitMs: number }) {
  const left = useCountdown(waitMs, nothing)
  return (
    <p className="text-soft tabular-nums" role="timer">
      It goes on by itself in {left} s.
    </p>
  )
}

const nothing = () => undefined
