import type { CreditAccount } from '@holdfast/payments/contract'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { usePermission } from '../../data/use-permission.ts'
import { usePageTitle } from '../../shell/page-title.ts'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/states/failure.tsx'
import { Forbidden } from '../../ui/states/forbidden.tsx'
import { RowsSkeleton } from '../../ui/states/rows-skeleton.tsx'
import { StaleNotice } from '../../ui/states/stale-notice.tsx'
import { AdjustDialog } from './adjust-dialog.tsx'
import { Balance } from './balance.tsx'
import { creditsQuery } from './data/credit-queries.ts'
import { Packs } from './packs.tsx'
import { Prices } from './prices.tsx'
import { Statement } from './statement.tsx'
import { TopUp } from './top-up.tsx'

/** What the business has, where it went, and more of it. */
export function CreditsPage() {
  usePageTitle('Credits')
  const reading = usePermission('credits.read')
  if (!reading.allowed) return <Forbidden what="the credits" reason={reading.reason} />
  return (
    <div className="flex w-full max-w-6xl flex-col px-3 pb-16 md:px-(--gutter)">
      <div className="flex min-h-14 flex-wrap items-center justify-between gap-2">
        <h1 className="text-16 font-semibold">Credits</h1>
        <Correct />
      </div>
      <p className="mb-5 max-w-2xl text-soft">
        Credits pay for videos and avatars. What a job may cost is set aside when it begins; you pay
        for what it used, and nothing if it fails.
      </p>
      <Credits />
    </div>
  )
}

function Correct() {
  const adjusting = usePermission('credits.adjust')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        disabledReason={adjusting.allowed ? undefined : adjusting.reason}
        onClick={() => setIsOpen(true)}
      >
        Correct the balance
      </Button>
      {isOpen && <AdjustDialog onClose={() => setIsOpen(false)} />}
    </>
  )
}

function Credits() {
  const { data, error, refetch, dataUpdatedAt } = useQuery(creditsQuery)
  const { payment } = useSearch({ from: '/shell/credits' })
  if (data === undefined) {
    if (error !== null) return <Failure error={error} retry={() => void refetch()} />
    return <RowsSkeleton what="the credits" />
  }
  return (
    <div className="flex flex-col gap-8">
      {error !== null && <StaleNotice error={error} at={dataUpdatedAt} retry={refetch} />}
      {payment !== undefined && <TopUp key={payment} paymentId={payment} />}
      <Balance account={data} />
      <Buying account={data} />
      <Statement />
    </div>
  )
}

function Buying({ account }: { readonly account: CreditAccount }) {
  return (
    <div className="grid gap-8 lg:grid-cols-[3fr_2fr]">
      <Packs account={account} />
      <Prices prices={account.prices} />
    </div>
  )
}
