/** @jsxImportSource preact */
import { useRef } from 'preact/hooks'
import { returnFocus } from '../focus/return-focus.ts'
import { useFollowed } from '../followed/preact.ts'
import { Icon } from '../icons/preact.tsx'
import type { LimitNotice } from './limit-notice.ts'
import type { LimitWatch } from './watch-limits.ts'

/**
 * Says how long to wait after too many calls, counts down, and goes by itself. Its place is in
 * the page from the start, so that a screen reader hears the words arrive.
 */
export function RateLimitBanner({ watch }: { readonly watch: LimitWatch }) {
  const notice = useFollowed(watch)
  return (
    <div class="hf-limit" data-tone={notice?.tone}>
      {notice && <Icon name="clock" />}
      <p class="hf-limit-words" role="status">
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
        You can go on in <strong class="hf-limit-left">{left}</strong>.
      </span>
      <span class="hf-spoken">{spoken}</span>
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
      class="hf-close"
      aria-label="Dismiss this notice"
      onFocus={(event) => void (cameFrom.current = event.relatedTarget)}
      onKeyDown={(event) => event.key === 'Escape' && dismiss()}
      onClick={dismiss}
    >
      <Icon name="close" />
    </button>
  )
}
