import type { Session } from '@holdfast/identity/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { MonitorSmartphone } from 'lucide-react'
import { api } from '../../../data/api.ts'
import { notify, notifyFailure } from '../../../data/notify.ts'
import { formatMoment } from '../../../format/moments.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { sessionsKey } from './sessions-query.ts'

export function SessionRow({ session }: { readonly session: Session }) {
  const { device, isCurrent, signedInAt, lastUsedAt } = session
  const ending = useEndSession(session)
  return (
    <li className="flex items-center gap-3 border-b px-4 py-3 last:border-b-0">
      <MonitorSmartphone className="size-5 shrink-0 text-faint" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          {device} {isCurrent && <Badge tone="success">This device</Badge>}
        </p>
        <p className="text-12 text-faint">Last used {formatMoment(lastUsedAt)}</p>
        <p className="text-12 text-faint">Signed in {formatMoment(signedInAt)}</p>
      </div>
      <Button
        size="small"
        look="danger-plain"
        aria-label={`End the session on ${device}`}
        isBusy={ending.isPending}
        disabledReason={isCurrent ? 'This is where you are: sign out instead.' : undefined}
        onClick={() => ending.mutate()}
      >
        End
      </Button>
    </li>
  )
}

function useEndSession({ id, device }: Session) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => api.identity.endSession({ params: { id } }),
    onSuccess: () => notify(`Signed out on ${device}`),
    onError: notifyFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsKey }),
  })
}
