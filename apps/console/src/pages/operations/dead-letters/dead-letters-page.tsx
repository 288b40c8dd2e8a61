import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { usePermission } from '../../../data/use-permission.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { PagedRows } from '../../../ui/list/paged-rows.tsx'
import { ViewChoice } from '../../../ui/list/view-choice.tsx'
import { Forbidden } from '../../../ui/states/forbidden.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { RefusedMails } from '../refused-mails/refused-mails.tsx'
import { jobWords } from '../job-words.ts'
import { deadLettersQuery } from './dead-letter-queries.ts'
import { DeadLetterItem } from './dead-letter-item.tsx'

/** Work that could not be done, until somebody decides about it. */
export function DeadLettersPage() {
  usePageTitle('Failed jobs')
  const permission = usePermission('deadLetters.read')
  if (!permission.allowed) return <Forbidden what="failed jobs" reason={permission.reason} />
  return (
    <div className="flex w-full max-w-6xl flex-col px-3 pb-16 md:px-(--gutter)">
      <div className="flex min-h-14 items-center">
        <h1 className="text-16 font-semibold">Failed jobs</h1>
      </div>
      <p className="mb-4 max-w-2xl text-soft">
        Work that Holdfast tried and could not do, such as a refund whose provider did not answer.
        Nothing of it is lost: mend the cause and have it done again, or discard it.
      </p>
      <DeadLetters />
      <RefusedMails />
    </div>
  )
}

function DeadLetters() {
  const { job } = useSearch({ from: '/shell/failed-jobs' })
  const query = useInfiniteQuery(deadLettersQuery(job))
  return (
    <PagedRows query={query} skeleton={<RowsSkeleton what="failed jobs" />} older="older ones">
      {(letters) => (
        <>
          <JobChoice job={job} jobs={query.data?.pages[0]?.jobs ?? []} />
          {letters.length === 0 ? (
            <AllDone />
          ) : (
            <ul className="rounded border bg-raised">
              {letters.map((letter) => (
                <DeadLetterItem key={letter.id} letter={letter} />
              ))}
            </ul>
          )}
        </>
      )}
    </PagedRows>
  )
}

interface JobChoiceProps {
  readonly job: string | undefined
  readonly jobs: readonly { readonly job: string; readonly count: number }[]
}

/** Of which job; worth asking from two kinds on. */
function JobChoice({ job, jobs }: JobChoiceProps) {
  const navigate = useNavigate()
  if (jobs.length < 2 && job === undefined) return null
  const total = jobs.reduce((sum, { count }) => sum + count, 0)
  const options = [
    { value: undefined, label: `All (${total})` },
    ...jobs.map((one) => ({ value: one.job, label: `${jobWords(one.job)} (${one.count})` })),
  ]
  return (
    <div className="mb-3">
      <ViewChoice
        label="Which jobs"
        options={options}
        value={job}
        onChoose={(chosen) =>
          void navigate({ to: '/failed-jobs', search: chosen === undefined ? {} : { job: chosen } })
        }
      />
    </div>
  )
}

function AllDone() {
  return (
    <StateFrame
      Icon={CircleCheck}
      title="Nothing has failed"
      text="No job waits for a decision. What cannot be done after all its tries appears here."
    />
  )
}
