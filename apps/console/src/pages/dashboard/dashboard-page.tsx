import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../data/session.ts'
import { usePermission } from '../../data/use-permission.ts'
import { formatLongDay, localDateOf } from '../../format/moments.ts'
import { useNow } from '../../format/use-now.ts'
import { usePageTitle } from '../../shell/page-title.ts'
import { Failure } from '../../ui/states/failure.tsx'
import { Forbidden } from '../../ui/states/forbidden.tsx'
import { StaleNotice } from '../../ui/states/stale-notice.tsx'
import { aheadQuery, chartDays } from './dashboard-queries.ts'
import { DashboardSkeleton } from './dashboard-skeleton.tsx'
import { DepositsDue } from './deposits-due.tsx'
import { dinnersByDay } from './dinners-by-day.ts'
import { FailedJobs } from './failed-jobs.tsx'
import { figuresQuery } from './figures-query.ts'
import { Figures } from './figures.tsx'
import { NextDinners } from './next-dinners.tsx'
import { StationsWeek } from './stations-week.tsx'
import { TwoWeeks } from './two-weeks.tsx'

/** What a person who comes in wants to know: today, the days ahead, what is due, what is wrong. */
export function DashboardPage() {
  usePageTitle('Today')
  const permission = usePermission('dashboard.read')
  const today = localDateOf(useNow())
  if (!permission.allowed) return <Forbidden what="the dashboard" reason={permission.reason} />
  return (
    <div className="flex w-full max-w-6xl flex-col gap-4 px-3 pb-16 md:px-(--gutter)">
      <div className="-mb-4 flex min-h-14 flex-wrap items-center gap-x-3">
        <h1 className="text-16 font-semibold">Today</h1>
        <p className="text-faint">{formatLongDay(today)}</p>
      </div>
      <Shown today={today} />
    </div>
  )
}

function Shown({ today }: { readonly today: string }) {
  const figures = useQuery(figuresQuery)
  const ahead = useQuery(aheadQuery(today))
  const { actions } = useMe()
  const failed = figures.error ?? ahead.error
  const retry = () => void Promise.all([figures.refetch(), ahead.refetch()])
  if (figures.data === undefined || ahead.data === undefined) {
    return failed === null ? <DashboardSkeleton /> : <Failure error={failed} retry={retry} />
  }
  const { items, page } = ahead.data
  return (
    <>
      {failed !== null && <StaleNotice error={failed} at={figures.dataUpdatedAt} retry={retry} />}
      {actions.includes('deadLetters.read') && <FailedJobs />}
      <Figures figures={figures.data} />
      <TwoWeeks
        days={dinnersByDay(items, { first: today, days: chartDays })}
        isWhole={!page.hasMore}
      />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <NextDinners rows={items} />
        {actions.includes('payments.list') && <DepositsDue />}
        <StationsWeek figures={figures.data} />
      </div>
    </>
  )
}
