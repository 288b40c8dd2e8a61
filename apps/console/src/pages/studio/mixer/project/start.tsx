import { isCallError } from '@holdfast/client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Clapperboard } from 'lucide-react'
import { notify } from '../../../../data/notify.ts'
import { usePermission } from '../../../../data/use-permission.ts'
import { Button } from '../../../../ui/button.tsx'
import { Card } from '../../../../ui/card.tsx'
import { creditsKey } from '../../../credits/data/credit-queries.ts'
import { api } from '../../data/studio-api.ts'
import { studioKey } from '../../data/studio-key.ts'
import { Cost } from '../../parts/cost.tsx'
import { StartFailure } from '../../parts/start-failure.tsx'
import type { ProjectDraft } from './use-project-draft.ts'

interface StartProps {
  readonly projectId: string
  readonly work: ProjectDraft
  /** Some field holds what can not be meant: what is saved is not what is seen. */
  readonly isAnyUnread: boolean
}

/** What it costs, and the button that begins it. */
export function Start({ projectId, work, isAnyUnread }: StartProps) {
  const creating = usePermission('studio.create')
  const { variants } = work.draft.settings
  const { mutate, isPending, error } = useStart(projectId)
  const unread = isAnyUnread ? 'A number can not be read. It is marked.' : undefined
  const refusal = creating.allowed ? (unread ?? waitReason(work)) : creating.reason
  return (
    <Card title="Make them">
      <div className="flex flex-col gap-3 px-4 py-4">
        <Cost operation="studio.mix" times={variants} />
        <StartFailure failure={isCallError(error) ? error : undefined} />
        <Button
          look="primary"
          size="large"
          disabledReason={refusal}
          isBusy={isPending}
          onClick={() => isPending || mutate(work.version)}
        >
          {!isPending && <Clapperboard aria-hidden />}
          {variants === 1 ? 'Make the video' : `Make ${variants} videos`}
        </Button>
      </div>
    </Card>
  )
}

/** What is made is what is saved. */
function waitReason({ standing, isSaving }: ProjectDraft): string | undefined {
  if (isSaving || standing === 'unsaved') return 'Your changes are being saved first.'
  if (standing === 'incomplete') return 'Something is missing. It stands at the top of the page.'
  if (standing === 'conflict') return 'Choose first which of the two versions goes on.'
  return undefined
}

/** Goes out under one key: pressed twice, it is begun once. */
function useStart(projectId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (version: number) =>
      api.projects.startMix({ params: { id: projectId }, body: { version } }),
    onSuccess: ({ jobs }) =>
      notify(
        jobs.length === 1 ? 'The video is being made' : `${jobs.length} videos are being made`,
        'You can leave this page; they come by themselves.',
      ),
    onSettled() {
      void queryClient.invalidateQueries({ queryKey: [...studioKey, 'jobs'] })
      void queryClient.invalidateQueries({ queryKey: creditsKey })
    },
  })
}
