import type { StoreDetail } from '@holdfast/stores/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { useCallback, useState } from 'react'
import { links } from '../../../data/links.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { Button } from '../../../ui/button.tsx'
import { PanelSkeleton } from '../../../ui/panel/panel-skeleton.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { Forbidden } from '../../../ui/states/forbidden.tsx'
import { StaleNotice } from '../../../ui/states/stale-notice.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { storeQuery } from '../data/store-queries.ts'
import { useStoreStream } from '../data/use-store-stream.ts'
import { StoreEvents } from '../events/store-events.tsx'
import { StoreLogs } from '../logs/store-logs.tsx'
import { isSettled } from '../store-words.ts'
import { Leftovers } from './leftovers.tsx'
import { SignInSection } from './sign-in-section.tsx'
import { Steps } from './steps.tsx'
import { StoreActions } from './store-actions.tsx'
import { StoreFacts } from './store-facts.tsx'
import { StoreHeader } from './store-header.tsx'
import { StoreTrouble } from './store-trouble.tsx'

/** One store: how it stands, what can be done, how it is made, what happened, what it writes. */
export function StorePage() {
  const reading = usePermission('stores.read')
  const { storeId } = useParams({ from: '/shell/stores/$storeId' })
  if (!reading.allowed) return <Forbidden what="the stores" reason={reading.reason} />
  return <Loaded key={storeId} storeId={storeId} />
}

function Loaded({ storeId }: { readonly storeId: string }) {
  const { data: store, error, refetch, dataUpdatedAt } = useQuery(storeQuery(storeId))
  usePageTitle(store?.name ?? 'Store')
  if (store === undefined) {
    if (error === null) return <PanelSkeleton what="the store" />
    return <Failure error={error} retry={() => void refetch()} notFound={<Missing />} />
  }
  return (
    <article className="flex w-full max-w-6xl flex-col gap-4 px-3 pb-16 md:px-(--gutter)">
      <StoreHeader store={store} />
      {error !== null && <StaleNotice error={error} at={dataUpdatedAt} retry={refetch} />}
      <Shown store={store} />
    </article>
  )
}

function Shown({ store }: { readonly store: StoreDetail }) {
  const [openedAt, setOpenedAt] = useState(store.lastEvent)
  const onAnew = useCallback(() => setOpenedAt(0), [])
  const { events, status } = useStoreStream(store.id, { after: openedAt, onAnew })
  useLookAgain(store, status === 'open')
  return (
    <>
      <StoreActions store={store} />
      <StoreTrouble store={store} />
      <Leftovers store={store} />
      {/* One column in this order; where there is room, what is about it stands beside the rest. */}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <Steps store={store} />
        <div className="flex min-w-0 flex-col gap-4 lg:col-start-2 lg:row-span-3 lg:row-start-1">
          <StoreFacts store={store} />
          <SignInSection store={store} />
        </div>
        <StoreEvents storeId={store.id} openedAt={openedAt} told={events} />
        <StoreLogs store={store} />
      </div>
    </>
  )
}

const lookMs = 5_000

/** What is on its way is asked after for as long as nobody tells of it. */
function useLookAgain(store: StoreDetail, isTold: boolean): void {
  useQuery({
    ...storeQuery(store.id),
    refetchInterval: isTold || isSettled(store) ? false : lookMs,
  })
}

function Missing() {
  const navigate = useNavigate()
  return (
    <StateFrame
      Icon={SearchX}
      title={<h1>There is no such store</h1>}
      text="The address may have a typing error, or the store belongs to another business."
    >
      <Button onClick={() => void navigate(links.stores())}>All stores</Button>
    </StateFrame>
  )
}
