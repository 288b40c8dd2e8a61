import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../data/api.ts'
import { notify, notifyFailure } from '../../../data/notify.ts'
import { Button } from '../../../ui/button.tsx'
import { sessionsKey } from './sessions-query.ts'

/** Ends every session but this one. */
export function EndOthersButton({ others }: { readonly others: number }) {
  const queryClient = useQueryClient()
  const ending = useMutation({
    mutationFn: () => api.identity.endOtherSessions(),
    onSuccess: () => notify('You are signed out everywhere else'),
    onError: notifyFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsKey }),
  })
  return (
    <Button
      look="danger-plain"
      className="mt-4"
      isBusy={ending.isPending}
      disabledReason={others === 0 ? 'You are signed in on this device only.' : undefined}
      onClick={() => ending.mutate()}
    >
      Sign out everywhere else
    </Button>
  )
}
