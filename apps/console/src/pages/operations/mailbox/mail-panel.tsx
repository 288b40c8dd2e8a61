import type { MailDetail } from '@holdfast/operations/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Paperclip, SearchX } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { links } from '../../../data/links.ts'
import { formatMoment } from '../../../format/moments.ts'
import { useCloseKey } from '../../../shell/shortcuts/use-close-key.ts'
import { Button } from '../../../ui/button.tsx'
import { ViewChoice } from '../../../ui/list/view-choice.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { PanelSkeleton } from '../../../ui/panel/panel-skeleton.tsx'
import { PanelBar } from '../../../ui/panel/panel-bar.tsx'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'
import { MailBody, type MailPart } from './mail-body.tsx'
import { mailQuery } from './mailbox-queries.ts'

/** One mail beside the list: to whom, what it carries, and both of its parts. */
export function MailPanel({ mailId }: { readonly mailId: string }) {
  const { data, error, refetch } = useQuery(mailQuery(mailId))
  const close = useClose()
  return (
    <section
      aria-label="Mail"
      className="flex w-full min-w-0 flex-col overflow-y-auto bg-raised lg:w-[520px] lg:shrink-0 lg:border-l xl:w-[600px]"
    >
      {data !== undefined && <Shown mail={data} onClose={close} />}
      {data === undefined && error !== null && (
        <Failure
          error={error}
          retry={() => void refetch()}
          notFound={
            <StateFrame Icon={SearchX} title="There is no such mail" text="It may be deleted.">
              <Button onClick={close}>Back to the list</Button>
            </StateFrame>
          }
        />
      )}
      {data === undefined && error === null && <PanelSkeleton what="the mail" />}
    </section>
  )
}

const parts = [
  { value: 'html', label: 'As it looks' },
  { value: 'text', label: 'As text' },
] as const

function Shown({ mail, onClose }: { readonly mail: MailDetail; readonly onClose: () => void }) {
  const [part, setPart] = useState<MailPart>('html')
  const heading = useRef<HTMLHeadingElement>(null)
  const { Title } = usePanelHeadings()
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <article className="flex flex-col">
      <header className="border-b px-4 pt-3 pb-3 md:px-6">
        <PanelBar list="Mailbox" what="mail" onClose={onClose}>
          <time dateTime={mail.sentAt} className="min-w-0 truncate text-12 text-faint">
            {formatMoment(mail.sentAt)}
          </time>
        </PanelBar>
        <Title ref={heading} tabIndex={-1} className="text-20 font-semibold tracking-tight">
          {mail.subject}
        </Title>
        <p className="mt-0.5 wrap-anywhere text-soft">To {mail.to}</p>
        <Files mail={mail} />
        <div className="mt-2">
          <ViewChoice
            label="How to show it"
            options={parts}
            value={part}
            onChoose={(chosen) => setPart(chosen === 'text' ? 'text' : 'html')}
          />
        </div>
      </header>
      <MailBody mail={mail} part={part} />
    </article>
  )
}

function Files({ mail }: { readonly mail: MailDetail }) {
  if (mail.attachments.length === 0) return null
  return (
    <ul aria-label="Files" className="mt-2 flex flex-wrap gap-1.5">
      {mail.attachments.map(({ fileName, sizeBytes }) => (
        <li
          key={fileName}
          className="inline-flex min-h-7 items-center gap-1.5 rounded bg-sunk px-2 text-12 text-soft"
        >
          <Paperclip className="size-3.5" aria-hidden /> {fileName}
          <span className="text-faint">{Math.ceil(sizeBytes / 1024)} kB</span>
        </li>
      ))}
    </ul>
  )
}

/** Back to the list as it was. */
function useClose(): () => void {
  const navigate = useNavigate()
  const { q } = useSearch({ from: '/shell/mailbox' })
  const close = useCallback(
    () => void navigate(links.mailbox(q === undefined ? {} : { q })),
    [navigate, q],
  )
  useCloseKey({ title: 'Close the mail', group: 'Everywhere' }, close)
  return close
}
