import type { DeadLetterOnWire } from '@holdfast/operations/contract'
import { RotateCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useNow } from '../../../format/use-now.ts'
import { formatDistance, formatMoment } from '../../../format/moments.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { Button } from '../../../ui/button.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { IdLine } from '../id-line.tsx'
import { jobWords } from '../job-words.ts'
import { Payload } from '../payload.tsx'
import { DiscardDialog } from './discard-dialog.tsx'
import { LetterAbout } from './letter-about.tsx'
import { failureWords } from './letter-words.ts'
import { useReplay } from './use-dead-letter.ts'

/** A job that failed for good: what it was to do, why it could not, and what to do about it. */
export function DeadLetterItem({ letter }: { readonly letter: DeadLetterOnWire }) {
  const now = useNow()
  const { id, job, error, attempts, failedAt, correlationId } = letter
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 grow basis-80">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{jobWords(job)}</span>
          <code className="font-mono text-12 text-faint">{job}</code>
        </p>
        <LetterAbout letter={letter} />
        <p className="wrap-anywhere">{failureWords(letter)}</p>
        <p className="text-12 text-faint">
          {classWords(letter.class)} Tried {attempts === 1 ? 'once' : `${attempts} times`}, last{' '}
          <time dateTime={failedAt}>{formatMoment(failedAt)}</time>, {formatDistance(failedAt, now)}
          .
        </p>
        <Disclosure title="What it was to do">
          <Payload value={letter.input} label={`What ${jobWords(job)} was given`} />
          <p className="mt-2 text-12 text-faint">
            {error.type}
            {error.code !== undefined && `, ${error.code}`} · enqueued{' '}
            <time dateTime={letter.enqueuedAt}>{formatMoment(letter.enqueuedAt)}</time>
          </p>
          <IdLine title="Job" id={id} />
          {correlationId !== undefined && <IdLine title="Request" id={correlationId} />}
        </Disclosure>
      </div>
      <Decide letter={letter} />
    </li>
  )
}

function Decide({ letter }: { readonly letter: DeadLetterOnWire }) {
  const [isDiscarding, setDiscarding] = useState(false)
  const permission = usePermission('deadLetters.manage')
  const replay = useReplay(letter)
  const refusal = permission.allowed ? undefined : permission.reason
  const name = jobWords(letter.job)
  return (
    <div className="flex gap-2 max-md:w-full">
      <Button
        size="small"
        aria-label={`Try again: ${name}`}
        isBusy={replay.isPending}
        disabledReason={refusal}
        onClick={() => replay.mutate()}
      >
        <RotateCw aria-hidden /> Try again
      </Button>
      <Button
        size="small"
        look="danger-plain"
        aria-label={`Discard: ${name}`}
        disabledReason={refusal}
        onClick={() => setDiscarding(true)}
      >
        <Trash2 aria-hidden /> Discard
      </Button>
      {isDiscarding && <DiscardDialog letter={letter} onClose={() => setDiscarding(false)} />}
    </div>
  )
}

const classes: Readonly<Record<string, string>> = {
  permanent: 'It was refused for good.',
  transient: 'It failed each time.',
  timeout: 'It took too long each time.',
  lost: 'The machine that did it stopped each time.',
}

function classWords(name: string): string {
  return classes[name] ?? 'It failed for a reason that is not known.'
}
