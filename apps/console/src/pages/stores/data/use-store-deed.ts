import type { StoreAccepted } from '@holdfast/stores/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { notify } from '../../../data/notify.ts'
import { storeQuery, storesKey } from './store-queries.ts'

interface StoreDeed<Input> {
  readonly send: (input: Input) => Promise<StoreAccepted>
  readonly done: (answer: StoreAccepted) => readonly [text: string, detail?: string]
}

/** Asks for something of a store. What is shown of it is read anew, whatever the answer. */
export function useStoreDeed<Input = void>(storeId: string, deed: StoreDeed<Input>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: deed.send,
    onSuccess: (answer) => {
      queryClient.setQueryData(storeQuery(storeId).queryKey, (store) =>
        store === undefined ? store : { ...store, ...answer.store, operation: answer.operation },
      )
      notify(...deed.done(answer))
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: storesKey }),
  })
}
