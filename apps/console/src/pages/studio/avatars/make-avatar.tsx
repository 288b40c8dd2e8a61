import { isCallError } from '@holdfast/client'
import type { AvatarEngine, AvatarSettings } from '@holdfast/studio/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Wand } from 'lucide-react'
import { usePermission } from '../../../data/use-permission.ts'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { creditsKey } from '../../credits/data/credit-queries.ts'
import { jobQuery } from '../data/job-queries.ts'
import { api } from '../data/studio-api.ts'
import { studioKey } from '../data/studio-key.ts'
import { Cost } from '../parts/cost.tsx'
import { StartFailure } from '../parts/start-failure.tsx'
import { askOf, engineOf } from './avatar-draft.ts'
import { AvatarLook } from './avatar-look.tsx'
import type { AvatarWork } from './use-avatar-draft.ts'

interface MakeAvatarProps {
  readonly work: AvatarWork
  readonly engines: readonly AvatarEngine[]
}

/** A look at it, what it costs, and the button that begins it. */
export function MakeAvatar({ work, engines }: MakeAvatarProps) {
  const { draft } = work
  const creating = usePermission('studio.create')
  const { mutate, isPending, error } = useStart(work)
  const { settings, missing } = askOf(draft, engines)
  const engine = engineOf(draft, engines)
  const isPicture = draft.from === 'picture'
  return (
    <Card title="Your avatar">
      <div className="flex flex-col gap-3 px-4 py-4">
        <AvatarLook draft={draft} engines={engines} />
        <p className="text-center text-12 text-faint">
          {isPicture ? 'About like this' : (engine?.label ?? '')}
        </p>
        <Cost operation={isPicture ? 'studio.avatarUpload' : 'studio.avatarGenerate'} />
        <StartFailure failure={isCallError(error) ? error : undefined} />
        <Button
          look="primary"
          size="large"
          disabledReason={creating.allowed ? missing : creating.reason}
          isBusy={isPending}
          onClick={() => settings && !isPending && mutate(settings)}
        >
          {!isPending && <Wand aria-hidden />} Make the avatar
        </Button>
      </div>
    </Card>
  )
}

function useStart({ follow }: AvatarWork) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (settings: AvatarSettings) => api.avatars.startAvatar({ body: { settings } }),
    onSuccess({ jobs: [job] }) {
      if (job === undefined) return
      queryClient.setQueryData(jobQuery(job.id).queryKey, job)
      follow(job.id)
    },
    onSettled() {
      void queryClient.invalidateQueries({ queryKey: [...studioKey, 'jobs'] })
      void queryClient.invalidateQueries({ queryKey: creditsKey })
    },
  })
}
