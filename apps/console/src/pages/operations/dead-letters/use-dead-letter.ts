import type { DeadLetterOnWire } from '@holdfast/operations/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../operations-api.ts'
import { notify, notifyFailure } from '../../../data/notify.ts'
import { jobWords } from '../job-words.ts'
import { deadLettersKey } from './dead-letter-queries.ts'

type Letter = Pick<DeadLetterOnWire, 'id' | 'job'>

/** Has the job done again. It leaves the list; if it fails again, it comes back. */
export function useReplay({ id, job }: Letter) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => api.operations.replayDeadLetter({ params: { id } }),
    onSuccess: () =>
      notify(`${jobWords(job)}: it is tried again`, 'If it fails again, it comes back here.'),
    onError: notifyFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: deadLettersKey }),
  })
}

/** Drops the job for good. */
export function useDiscard({ id, job }: Letter) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => api.operations.discardDeadLetter({ params: { id } }),
    onSuccess: () => notify(`${jobWords(job)}: discarded`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: deadLettersKey }),
  })
}
