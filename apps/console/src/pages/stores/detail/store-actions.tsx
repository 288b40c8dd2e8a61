import type { StoreAction, StoreDetail } from '@holdfast/stores/contract'
import { useMemo, useState } from 'react'
import { notifyFailure } from '../../../data/notify.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { usePageDeeds, type PageDeed } from '../../../shell/palette/page-deeds.ts'
import { Button } from '../../../ui/button.tsx'
import { useKeptFocus } from '../../../ui/use-kept-focus.ts'
import { api } from '../data/stores-api.ts'
import { useStoreDeed } from '../data/use-store-deed.ts'
import { AskDialog } from './dialogs/ask-dialog.tsx'
import { ChangeDialog } from './dialogs/change-dialog.tsx'
import { DeleteDialog } from './dialogs/delete-dialog.tsx'
import { deeds } from './store-deeds.ts'

/** What can be asked of a store now. What one may not do says why; what makes no sense is not there. */
export function StoreActions({ store }: { readonly store: StoreDetail }) {
  const [asked, setAsked] = useState<StoreAction>()
  const refusals = useRefusals()
  const { begin, busy } = useDeedsAtOnce(store)
  const offered = deeds.filter(({ action }) => store.can.includes(action))
  const start = (action: StoreAction) => (isAtOnce(action) ? begin(action) : setAsked(action))
  useOffered({ store, refusals, start })
  const close = () => setAsked(undefined)
  const kept = useKeptFocus<HTMLDivElement>()
  if (offered.length === 0) return null
  return (
    <div
      {...kept}
      tabIndex={-1}
      role="group"
      aria-label="What can be asked of it"
      className="flex flex-wrap gap-1.5 outline-none"
    >
      {offered.map(({ action, name, Icon, right }, index) => (
        <Button
          key={action}
          look={lookOf(action, index)}
          disabledReason={refusals[right]}
          isBusy={busy === action}
          onClick={() => start(action)}
        >
          <Icon aria-hidden /> {name}
        </Button>
      ))}
      {asked === 'change' && <ChangeDialog store={store} onClose={close} />}
      {asked === 'delete' && <DeleteDialog store={store} onClose={close} />}
      {(asked === 'suspend' || asked === 'cancel') && (
        <AskDialog store={store} action={asked} onClose={close} />
      )}
    </div>
  )
}

type AtOnce = 'retry' | 'resume'

/** Nothing is lost by it, and so nothing is asked. */
function isAtOnce(action: StoreAction): action is AtOnce {
  return action === 'retry' || action === 'resume'
}

function lookOf(action: StoreAction, index: number) {
  if (action === 'delete' || action === 'cancel') return 'danger-plain'
  return isAtOnce(action) && index === 0 ? 'primary' : 'plain'
}

function useRefusals() {
  const changing = usePermission('stores.change')
  const deleting = usePermission('stores.delete')
  const [change, remove] = [changing, deleting].map((one) => (one.allowed ? undefined : one.reason))
  return useMemo(() => ({ 'stores.change': change, 'stores.delete': remove }), [change, remove])
}

function useDeedsAtOnce({ id, name }: StoreDetail) {
  const { mutate, isPending, variables } = useStoreDeed<AtOnce>(id, {
    send: (action) =>
      action === 'retry'
        ? api.stores.retryStore({ params: { id } })
        : api.stores.resumeStore({ params: { id } }),
    done: ({ operation: { kind } }) =>
      kind === 'resume' ? [`${name} opens again`] : [`${name}: it is tried again`],
  })
  return {
    begin: (action: AtOnce) => {
      if (!isPending) mutate(action, { onError: notifyFailure })
    },
    busy: isPending ? variables : undefined,
  }
}

interface Offered {
  readonly store: StoreDetail
  readonly refusals: ReturnType<typeof useRefusals>
  readonly start: (action: StoreAction) => void
}

/** The same in the palette. */
function useOffered({ store, refusals, start }: Offered): void {
  const can = store.can.join(' ')
  const list = useMemo(
    (): readonly PageDeed[] =>
      deeds
        .filter(({ action }) => can.split(' ').includes(action))
        .map(({ action, name, Icon, keywords, right }) => ({
          name: `${name}${name === 'Try again' || name.includes(' ') ? '' : ' the store'}`,
          Icon,
          keywords,
          refusal: refusals[right],
          run: () => start(action),
        })),
    // What it does is the same at each time.
    // oxlint-disable-next-line react/exhaustive-deps
    [can, refusals],
  )
  usePageDeeds(`Store ${store.name}`, list)
}
