import { isCallError } from '@holdfast/client'
import { RotateCw } from 'lucide-react'
import { Button } from '../button.tsx'
import { Notice } from '../notice.tsx'

interface StaleNoticeProps {
  readonly error: unknown
  /** When what is shown was true, in milliseconds. */
  readonly at: number
  readonly retry: () => unknown
}

/** What is shown could not be refreshed: as of when it is, why, and how to try again. */
export function StaleNotice({ error, at, retry }: StaleNoticeProps) {
  const time = new Date(at).toLocaleTimeString([], { timeStyle: 'short' })
  return (
    <Notice
      tone="warning"
      role="status"
      title={`This is as of ${time}`}
      className="sticky left-0 m-3 md:mx-(--gutter)"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-soft">
          {isCallError(error) ? error.friendly.text : 'It could not be refreshed.'}
        </p>
        <Button size="small" onClick={() => void retry()}>
          <RotateCw aria-hidden /> Try again
        </Button>
      </div>
    </Notice>
  )
}
