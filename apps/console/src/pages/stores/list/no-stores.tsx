import { Plus, Store } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'

interface NoStoresProps {
  readonly isAll: boolean
  /** Why none can be created now. */
  readonly refusal: string | undefined
  readonly onAsk: () => void
}

/** What an empty list means, and the way out of it. */
export function NoStores({ isAll, refusal, onAsk }: NoStoresProps) {
  if (!isAll) {
    return (
      <StateFrame
        Icon={Store}
        title="No store is like that now"
        text="Choose another view or kind above to see the others."
      />
    )
  }
  return (
    <StateFrame
      Icon={Store}
      title="No stores yet"
      text="A store is an online shop of your own: give it a name, and a few moments later people can buy in it. You watch it being made, step by step."
    >
      <Button disabledReason={refusal} onClick={onAsk}>
        <Plus aria-hidden /> Create the first store
      </Button>
    </StateFrame>
  )
}
