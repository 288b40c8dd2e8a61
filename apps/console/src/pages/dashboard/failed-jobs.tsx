import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { links } from '../../data/links.ts'
import { Notice } from '../../ui/notice.tsx'
import { loneLinkStyle } from '../../ui/text-link-style.ts'
import { counted } from '../bookings/booking-words.ts'
import { failedJobsQuery } from '../operations/dead-letters/dead-letter-queries.ts'

/** Says so when work could not be done; nothing when all is well. */
export function FailedJobs() {
  const { data } = useQuery(failedJobsQuery)
  const count = data?.jobs.reduce((sum, one) => sum + one.count, 0) ?? 0
  if (count === 0) return null
  return (
    <Notice tone="warning" title={`${counted(count, 'job', 'jobs')} could not be done`}>
      <Link {...links.deadLetters} className={loneLinkStyle}>
        See what failed
      </Link>
    </Notice>
  )
}
