import { isCallError } from '@holdfast/client'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Mail, MailCheck } from 'lucide-react'
import { usePermission } from '../../../data/use-permission.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { ListFrame } from '../../../ui/list/list-frame.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { Forbidden } from '../../../ui/states/forbidden.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { StaleNotice } from '../../../ui/states/stale-notice.tsx'
import { MailList } from './mail-list.tsx'
import { MailPanel } from './mail-panel.tsx'
import { mailsQuery } from './mailbox-queries.ts'
import { MailSearch } from './mail-search.tsx'

/** The mails that were kept on this machine, and beside them the one that was chosen. */
export function MailboxPage() {
  usePageTitle('Mailbox')
  const permission = usePermission('mailbox.read')
  if (!permission.allowed) return <Forbidden what="the mailbox" reason={permission.reason} />
  return <Mails />
}

function Mails() {
  const { q = '', mail } = useSearch({ from: '/shell/mailbox' })
  const query = useQuery(mailsQuery(q))
  const hasNone = isCallError(query.error) && saysNoMailbox(query.error)
  return (
    <div className="flex h-full">
      <ListFrame
        title="Mailbox"
        label="List of mails"
        hasOpened={mail !== undefined}
        filters={hasNone ? undefined : <Filters />}
      >
        <div className="min-h-0 flex-1 overflow-auto border-t">
          {hasNone && <SentElsewhere />}
          {query.isError && query.data !== undefined && (
            <StaleNotice error={query.error} at={query.dataUpdatedAt} retry={query.refetch} />
          )}
          {query.isPending && (
            <div className="p-3 md:px-(--gutter)">
              <RowsSkeleton what="the mails" />
            </div>
          )}
          {query.isError && query.data === undefined && !hasNone && (
            <Failure error={query.error} retry={() => void query.refetch()} />
          )}
          {query.data?.items.length === 0 && <Empty isSearch={q !== ''} />}
          {query.data && <MailList mails={query.data.items} openedId={mail} />}
        </div>
      </ListFrame>
      {mail !== undefined && !hasNone && <MailPanel key={mail} mailId={mail} />}
    </div>
  )
}

function Filters() {
  return (
    <div className="w-full">
      <p className="mb-3 max-w-2xl text-soft">
        On this machine mails are kept here and sent to nobody.
      </p>
      <MailSearch />
    </div>
  )
}

function saysNoMailbox(error: object): boolean {
  return 'code' in error && error.code === 'operations.noMailbox'
}

function SentElsewhere() {
  return (
    <StateFrame
      Icon={MailCheck}
      title="Mails are sent"
      text="They go out by a mail server, so none are kept on this machine."
    />
  )
}

function Empty({ isSearch }: { readonly isSearch: boolean }) {
  return isSearch ? (
    <StateFrame Icon={Mail} title="No mail like that" text="Look for another address or subject." />
  ) : (
    <StateFrame
      Icon={Mail}
      title="No mail yet"
      text="Whatever Holdfast sends appears here, such as the confirmation of a booking."
    />
  )
}
