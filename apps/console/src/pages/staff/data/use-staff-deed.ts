import { useMutation, useQueryClient } from '@tanstack/react-query'
import { notifyFailure } from '../../../data/notify.ts'
import { staffKey } from './staff-queries.ts'

/**
 * Does something to the staff, and loads it again, also when it failed: somebody else may have
 * been quicker. A failure is told in a toast unless the place tells it itself.
 */
export function useStaffDeed<Input>(
  deed: (input: Input) => Promise<unknown>,
  { tellsFailure = false }: { readonly tellsFailure?: boolean } = {},
) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: deed,
    onSettled: () => queryClient.invalidateQueries({ queryKey: staffKey }),
    ...(tellsFailure ? {} : { onError: notifyFailure }),
  })
}
