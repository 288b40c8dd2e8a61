import type { CreditAccount } from '@holdfast/payments/contract'
import type { ReactNode } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { Notice } from '../../ui/notice.tsx'
import { counted, formatCount } from './credit-words.ts'

/** What can be used, what is set aside and what was used; and what is owed, if anything is. */
export function Balance({ account }: { readonly account: CreditAccount }) {
  const { available, held, spent, owed, isUnlimited } = account
  return (
    <section aria-label="Balance">
      <dl className="grid grid-cols-2 overflow-hidden rounded border bg-raised sm:grid-cols-3">
        <Figure
          name="Available"
          count={available}
          meaning={isUnlimited ? 'Your plan pays for what you use.' : 'Can be used now.'}
          isMain
        >
          {isUnlimited && <Badge tone="ember">Unlimited plan</Badge>}
        </Figure>
        <Figure name="Set aside" count={held} meaning="For work that is under way." />
        <Figure name="Used" count={spent} meaning="Since the beginning." />
      </dl>
      {owed > 0 && (
        <div className="mt-3">
          <Notice tone="warning" title={`${counted(owed)} ${owed === 1 ? 'is' : 'are'} owed`}>
            Their payment went back after they had been used. The next credits that come settle it.
          </Notice>
        </div>
      )}
    </section>
  )
}

interface FigureProps {
  readonly name: string
  readonly count: number
  readonly meaning: string
  readonly isMain?: boolean
  readonly children?: ReactNode
}

function Figure({ name, count, meaning, isMain = false, children }: FigureProps) {
  return (
    <div
      className={
        isMain
          ? 'col-span-2 border-b p-4 sm:col-span-1 sm:border-r sm:border-b-0'
          : 'border-r p-4 last:border-r-0'
      }
    >
      <dt className="flex flex-wrap items-center gap-2 text-soft">
        {name} {children}
      </dt>
      <dd>
        <span className="block py-1 text-25 font-semibold tabular-nums">{formatCount(count)}</span>
        <span className="text-12 text-faint">{meaning}</span>
      </dd>
    </div>
  )
}
