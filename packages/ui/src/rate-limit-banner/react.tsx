/** @jsxImportSource react */
import { useRef } from 'react'
import { returnFocus } from '../focus/return-focus.ts'
import { useFollowed } from '../followed/react.ts'
import { Icon } from '../icons/react.tsx'
import type { LimitNotice } from './limit-notice.ts'
import type { LimitWatch } from './watch-limits.ts'

/**
 * Says how long to wait after too many calls, counts down, and goes by itself. Its place is in
 * the page from the start, so that a screen reader hears the words arrive.
 */
export function RateLimitBanner({ watch }: { readonly watch: LimitWatch }) {
  const notice = useFollowed(watch)
  return (
    <div className="hf-limit" data-tone={notice?.tone}>
      {notice && <Icon name="clock" />}
      <p className="hf-limit-words" role="status">
        {notice && <Words {...notice} />}
      </p>
      {notice && <DismissButton onDismiss={watch.dismiss} />}
    </div>
  )
}

function Words({ text, left, spoken }: LimitNotice) {
  return (
    <>
      {text}{' '}
      <span aria-hidden="true">
        You can go on in <strong className="hf-limit-left">{left}</strong>.
      </span>
      <span className="hf-spoken">{spoken}</span>
    </>
  )
}

function DismissButton({ onDismiss }: { readonly onDismiss: () => void }) {
  const cameFrom = useRef<EventTarget | null>(null)
  const dismiss = () => {
    onDismiss()
    returnFocus(cameFrom.current)
  }
  return (
    <button
      type="button"
      className="hf-close"
      aria-label="Dismiss this notice"
      onFocus={(event) => void (cameFrom.current = event.relatedTarget)}
      onKeyDown={(event) => event.key === 'Escape' && dismiss()}
      onClick={dismiss}
    >
      <Icon name="close" />
    </button>
  )
}
