import type { MailRow } from '@holdfast/operations/contract'
import { Link, useSearch } from '@tanstack/react-router'
import { Paperclip } from 'lucide-react'
import { links } from '../../../data/links.ts'
import { formatDistance, formatMoment } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { classNames } from '../../../ui/class-names.ts'

interface MailListProps {
  readonly mails: readonly MailRow[]
  readonly openedId: string | undefined
}

/** Two lines each; all of it opens the mail. */
export function MailList({ mails, openedId }: MailListProps) {
  const now = useNow()
  const search = useSearch({ from: '/shell/mailbox' })
  return (
    <ul>
      {mails.map(({ id, subject, to, sentAt, attachments }) => (
        <li
          key={id}
          className={classNames(
            'relative border-b px-3 py-2.5 md:px-(--gutter)',
            id === openedId ? 'bg-ember-wash/70' : 'hover:bg-sunk has-focus-visible:bg-sunk',
          )}
        >
          <div className="flex items-center gap-2">
            <Link
              {...links.mail(id, search)}
              aria-current={id === openedId ? 'true' : undefined}
              className="min-w-0 flex-1 truncate rounded-sm font-medium after:absolute after:inset-0"
            >
              {subject}
            </Link>
            {attachments > 0 && (
              <span className="inline-flex items-center gap-1 text-12 text-faint">
                <Paperclip className="size-3.5" aria-hidden /> {attachments}
                <span className="sr-only">{attachments === 1 ? 'file' : 'files'}</span>
              </span>
            )}
          </div>
          <p className="flex gap-3 text-12 text-faint">
            <span className="min-w-0 flex-1 truncate text-soft">{to}</span>
            <time dateTime={sentAt} title={formatMoment(sentAt)} className="whitespace-nowrap">
              {formatDistance(sentAt, now)}
            </time>
          </p>
        </li>
      ))}
    </ul>
  )
}
