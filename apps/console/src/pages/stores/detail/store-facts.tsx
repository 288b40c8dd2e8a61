import type { StoreDetail } from '@holdfast/stores/contract'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { formatMoment } from '../../../format/moments.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Ago } from '../ago.tsx'
import { Card } from '../card.tsx'
import { enginesQuery } from '../data/store-queries.ts'
import { engineTitle, planWords } from '../store-words.ts'

/** What it is made of, and since when. */
export function StoreFacts({ store }: { readonly store: StoreDetail }) {
  const { id, engine, version, plan, region, createdAt, readyAt } = store
  const { data } = useQuery(enginesQuery)
  const severalRegions = data?.items.some(({ regions }) => regions.length > 1) ?? false
  return (
    <Card title="About this store">
      <dl className="flex flex-col gap-2 px-4 py-3 tabular-nums">
        <Fact label="Kind">
          {engineTitle(engine, data?.items)} <span className="text-faint">{version}</span>
        </Fact>
        <Fact label="Plan">{planWords[plan].label}</Fact>
        {severalRegions && <Fact label="Region">{region}</Fact>}
        <Fact label="Asked for">
          <Moment at={createdAt} />
        </Fact>
        {readyAt !== null && (
          <Fact label="First ready">
            <Moment at={readyAt} />
          </Fact>
        )}
        <Fact label="Id">
          <span className="flex items-center gap-0.5">
            <code className="truncate font-mono text-12" title={id}>
              {id}
            </code>
            <CopyButton text={id} what="id of the store" />
          </span>
        </Fact>
      </dl>
    </Card>
  )
}

function Moment({ at }: { readonly at: string }) {
  return (
    <>
      <time dateTime={at}>{formatMoment(at)}</time>
      <span className="block text-12 text-faint">
        <Ago at={at} />
      </span>
    </>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[88px_minmax(0,1fr)] gap-4">
      <dt className="text-faint">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}
