import type { StoreEvent } from '@holdfast/stores/contract'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { useMe } from '../../../data/session.ts'
import { formatMoment } from '../../../format/moments.ts'
import { classNames } from '../../../ui/class-names.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { stepWords } from '../store-words.ts'
import { clockOf } from './clock-of.ts'
import { whoWords } from './who-words.ts'

interface StoreEventItemProps {
  readonly event: StoreEvent
  /** It happened while somebody was looking. */
  readonly isNew: boolean
}

const levels = {
  info: { Icon: Info, style: 'text-faint', word: '' },
  warning: { Icon: TriangleAlert, style: 'text-warning', word: 'Warning: ' },
  error: { Icon: CircleAlert, style: 'text-danger', word: 'Error: ' },
} as const

/** Something that happened: when, what, in which step, by whom; and for who asks, everything. */
export function StoreEventItem({ event, isNew }: StoreEventItemProps) {
  const { person } = useMe()
  const { at, level, step, message, actorId, type, data, correlationId } = event
  const { Icon, style, word } = levels[level]
  return (
    <li
      className={classNames(
        'grid grid-cols-[16px_minmax(0,1fr)] gap-x-3 border-b px-4 py-2 last:border-b-0',
        isNew && 'animate-in duration-200 fade-in-0 slide-in-from-top-1',
      )}
    >
      <Icon className={classNames('mt-[3px] size-4', style)} aria-hidden />
      <div className="min-w-0">
        <p className="wrap-anywhere whitespace-pre-line">
          {word !== '' && <span className="sr-only">{word}</span>}
          {message}
        </p>
        <p className="text-12 text-faint tabular-nums">
          <time dateTime={at} title={formatMoment(at)}>
            {clockOf(at)}
          </time>
          {step !== null && ` · ${stepWords[step].title}`} · {whoWords(actorId, person.id)}
        </p>
        <Disclosure title="Details">
          <p className="text-12 text-faint">
            <code className="font-mono">{type}</code> · number {event.sequence} · fence{' '}
            {event.fence}
          </p>
          <p className="flex items-center gap-0.5 text-12 text-faint">
            <span className="truncate">
              Request <span className="font-mono">{correlationId}</span>
            </span>
            <CopyButton text={correlationId} what="correlation id" />
          </p>
          {Object.keys(data).length > 0 && (
            <pre
              role="region"
              aria-label={`Data of event ${event.sequence}`}
              // Wider than the page it scrolls, also by keyboard.
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              tabIndex={0}
              className="mt-1 max-h-72 overflow-auto rounded bg-sunk p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere"
            >
              {JSON.stringify(data, undefined, 2)}
            </pre>
          )}
        </Disclosure>
      </div>
    </li>
  )
}
