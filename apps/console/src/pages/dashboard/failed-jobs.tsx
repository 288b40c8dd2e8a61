import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { links } from '../../data/links.ts'
import { Notice } from '../../ui/notice.tsx'
import { loneLinkStyle } from '../../ui/text-link-style.ts'
import { useMe } from '../../data/session.ts'
import { localDateOf } from '../../format/moments.ts'
import { useNow } from '../../format/use-now.ts'
import { refusedMailsQuery } from '../operations/refused-mails/refused-mails-query.ts'
import { failedWords } from './figure-words.ts'
import { failedJobsQuery } from '../operations/dead-letters/dead-letter-queries.ts'

/** Says so when work could not be done or mails were refused; nothing when all is well. */
export function FailedJobs() {
  const { data } = useQuery(failedJobsQuery)
  const { actions } = useMe()
  const today = localDateOf(useNow())
  const { data: refused } = useQuery({
    ...refusedMailsQuery(today),
    enabled: actions.includes('audit.read'),
  })
  const count = data?.jobs.reduce((sum, one) => sum + one.count, 0) ?? 0
  const title = failedWords({ jobs: count, mails: refused?.items.length ?? 0 })
  if (title === '') return null
  return (
    <Notice tone="warning" title={title}>
      <Link {...links.deadLetters} className={loneLinkStyle}>
        See what failed
      </Link>
    </Notice>
  )
}
