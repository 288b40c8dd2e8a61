import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'
import { useMe } from '../../../data/session.ts'
import { textLinkStyle } from '../../../ui/text-link-style.ts'
import { counted, formatCount } from '../../credits/credit-words.ts'
import { creditsQuery } from '../../credits/data/credit-queries.ts'
import { costOf } from './cost-of.ts'

interface CostProps {
  /** `studio.mix` */
  readonly operation: string
  readonly times?: number
}

/** What it will cost and what there is, before anything begins; nothing where that is not known. */
export function Cost({ operation, times = 1 }: CostProps) {
  const { actions } = useMe()
  const { data: account } = useQuery({
    ...creditsQuery,
    enabled: actions.includes('credits.read'),
  })
  const cost = account && costOf(account, operation, times)
  if (!actions.includes('credits.read')) {
    return <p className="text-soft">The credits of your business pay for it.</p>
  }
  if (account === undefined || cost === undefined) return null
  const { all, each, isCovered } = cost
  if (account.isUnlimited) return <p className="text-soft">Your plan pays for it.</p>
  return (
    <p className="text-soft tabular-nums" aria-live="polite">
      <span className="font-medium text-ink">{counted(all)}</span>
      {times > 1 && ` (${times} × ${formatCount(each)})`} {all === 1 ? 'is' : 'are'} set aside, and
      given back for what does not succeed. You have{' '}
      <span className={isCovered ? '' : 'font-medium text-danger'}>
        {formatCount(account.available)}
      </span>
      {isCovered ? '.' : ': that is not enough. '}
      {!isCovered && (
        <Link {...links.credits} className={textLinkStyle}>
          Buy credits
        </Link>
      )}
    </p>
  )
}
