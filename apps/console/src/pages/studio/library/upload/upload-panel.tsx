import { Check, CircleAlert, FileUp, Pause, Play, X } from 'lucide-react'
import { Button } from '../../../../ui/button.tsx'
import { IconButton } from '../../../../ui/icon-button.tsx'
import { ErrorId } from '../../../../ui/states/error-id.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { useKeptFocus } from '../../../../ui/use-kept-focus.ts'
import {
  hasEnded,
  isUnderWay,
  totalPercent,
  wouldInterrupt,
  type UploadItem,
} from './upload-item.ts'
import { spokenUploads, uploadWords } from './upload-words.ts'
import type { Uploads } from './uploads.ts'

interface UploadPanelProps {
  readonly uploads: Uploads
  readonly items: readonly UploadItem[]
}

/** The files on their way: how far each is, how to stop it, and why one was not taken. */
export function UploadPanel({ uploads, items }: UploadPanelProps) {
  return (
    <>
      {/* Here from the start, so that what is said is heard. */}
      <p role="status" className="sr-only">
        {spokenUploads(items)}
      </p>
      {items.length > 0 && <Panel uploads={uploads} items={items} />}
    </>
  )
}

function Panel({ uploads, items }: UploadPanelProps) {
  return (
    <section aria-label="Uploads" className="mb-5 rounded border bg-raised">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-b px-4 py-1.5">
        <h2 className="font-semibold">
          Uploads
          {isUnderWay(items) && (
            <span className="pl-2 text-12 font-normal text-faint tabular-nums">
              {totalPercent(items)}%
            </span>
          )}
        </h2>
        {items.some(hasEnded) && (
          <Button look="quiet" size="small" onClick={() => uploads.clear()}>
            Clear what is finished
          </Button>
        )}
      </div>
      {wouldInterrupt(items) && (
        <p className="border-b px-4 py-2 text-12 text-faint">
          They go on while you look at other pages of the console. Keep it open until they are
          there.
        </p>
      )}
      <ul className="max-h-72 overflow-y-auto">
        {items.map((item) => (
          <Row key={item.key} item={item} uploads={uploads} />
        ))}
      </ul>
    </section>
  )
}

interface RowProps {
  readonly item: UploadItem
  readonly uploads: Uploads
}

function Row({ item, uploads }: RowProps) {
  const { name, state, sentBytes, bytes, refusal } = item
  const isMoving = state === 'sending' || state === 'paused' || state === 'lost'
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-x-3 border-b px-4 py-2.5 last:border-b-0">
      <StateIcon state={state} />
      <div className="min-w-0">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        {isMoving && (
          <div className="py-1">
            <ProgressBar
              percent={bytes === 0 ? 0 : (sentBytes / bytes) * 100}
              label={`Upload of ${name}`}
              tone={state === 'sending' ? 'ember' : 'quiet'}
            />
          </div>
        )}
        <p className={state === 'refused' ? 'text-danger' : 'text-12 text-faint tabular-nums'}>
          {refusal?.text ?? uploadWords(item)}
        </p>
        {refusal?.correlationId !== undefined && (
          <ErrorId code={refusal.code} id={refusal.correlationId} />
        )}
      </div>
      <Deeds item={item} uploads={uploads} />
    </li>
  )
}

function Deeds({ item: { key, state, name }, uploads }: RowProps) {
  const keeping = useKeptFocus<HTMLSpanElement>()
  if (state === 'done' || state === 'refused') return null
  return (
    <span {...keeping} className="flex">
      {(state === 'sending' || state === 'waiting') && (
        <IconButton size="icon-small" label={`Pause ${name}`} onClick={() => uploads.pause(key)}>
          <Pause aria-hidden />
        </IconButton>
      )}
      {(state === 'paused' || state === 'lost') && (
        <IconButton
          size="icon-small"
          label={`Go on with ${name}`}
          onClick={() => uploads.resume(key)}
        >
          <Play aria-hidden />
        </IconButton>
      )}
      {state !== 'checking' && (
        <IconButton
          size="icon-small"
          label={state === 'left' ? `Forget ${name}` : `Cancel the upload of ${name}`}
          onClick={() => void uploads.cancel(key)}
        >
          <X aria-hidden />
        </IconButton>
      )}
    </span>
  )
}

function StateIcon({ state }: Pick<UploadItem, 'state'>) {
  const place = 'mt-[3px] size-4'
  if (state === 'done') return <Check className={`${place} text-success`} aria-hidden />
  if (state === 'refused') return <CircleAlert className={`${place} text-danger`} aria-hidden />
  return <FileUp className={`${place} text-faint`} aria-hidden />
}
