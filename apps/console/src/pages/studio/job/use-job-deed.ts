import type { Job, JobAction } from '@holdfast/studio/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { notify } from '../../../data/notify.ts'
import { creditsKey } from '../../credits/data/credit-queries.ts'
import { jobQuery } from '../data/job-queries.ts'
import { api } from '../data/studio-api.ts'
import { studioKey } from '../data/studio-key.ts'

/** Cancels a job or tries it again. What is shown of it is read anew, whatever the answer. */
export function useJobDeed({ id, title }: Pick<Job, 'id' | 'title'>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (action: JobAction) =>
      action === 'cancel'
        ? api.jobs.cancelJob({ params: { id } })
        : api.jobs.retryJob({ params: { id } }),
    onSuccess(job, action) {
      queryClient.setQueryData(jobQuery(id).queryKey, job)
      if (action === 'retry') notify(`${title} is tried again`)
      else notify(job.state === 'cancelled' ? `${title} is cancelled` : `${title} is being stopped`)
    },
    onSettled() {
      void queryClient.invalidateQueries({ queryKey: [...studioKey, 'jobs'] })
      void queryClient.invalidateQueries({ queryKey: jobQuery(id).queryKey })
      void queryClient.invalidateQueries({ queryKey: creditsKey })
    },
  })
}
