import { spokenWait, waitWords } from './limit-words.ts'

/** How long to wait: every second for the eye, a few times only for the ear. */
export function WaitLeft({ seconds }: { readonly seconds: number }) {
  return (
    <>
      <strong className="font-semibold tabular-nums" aria-hidden>
        {waitWords(seconds)}
      </strong>
      <span className="sr-only">{spokenWait(seconds)}</span>
    </>
  )
}
