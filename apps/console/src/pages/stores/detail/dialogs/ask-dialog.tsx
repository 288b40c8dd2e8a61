import type { StoreDetail } from '@holdfast/stores/contract'
import { QuestionDialog } from '../../../../ui/ask/question-dialog.tsx'
import { api } from '../../data/stores-api.ts'
import { useStoreDeed } from '../../data/use-store-deed.ts'

interface AskDialogProps {
  readonly store: StoreDetail
  readonly action: 'suspend' | 'cancel'
  readonly onClose: () => void
}

const words = {
  suspend: {
    title: (name: string) => `Suspend ${name}?`,
    text: 'Visitors see that it is closed, and nobody can buy. Goods, orders and customers are kept, and it can be opened again at any time.',
    yes: 'Suspend it',
    no: 'Leave it open',
    done: (name: string) => `${name} is being closed`,
  },
  cancel: {
    title: (name: string) => `Cancel the creation of ${name}?`,
    text: 'What is being done is stopped, and what was made of it already is taken away.',
    yes: 'Cancel the creation',
    no: 'Let it go on',
    done: (name: string) => `${name} is being cancelled`,
  },
} as const

/** Says what follows, and asks once. */
export function AskDialog({ store, action, onClose }: AskDialogProps) {
  const { id, name } = store
  const { title, text, yes, no, done } = words[action]
  const deed = useStoreDeed(id, {
    send: () =>
      action === 'suspend'
        ? api.stores.suspendStore({ params: { id } })
        : api.stores.cancelStore({ params: { id } }),
    done: () => [done(name)],
  })
  return (
    <QuestionDialog
      title={title(name)}
      text={text}
      yes={yes}
      no={no}
      deed={deed}
      onYes={() => deed.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
