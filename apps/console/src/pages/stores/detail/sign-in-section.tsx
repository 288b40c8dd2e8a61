import type { StoreDetail, StoreSecrets } from '@holdfast/stores/contract'
import { useMutation } from '@tanstack/react-query'
import { Eye, EyeOff } from 'lucide-react'
import { notifyFailure } from '../../../data/notify.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Card } from '../card.tsx'
import { api } from '../data/stores-api.ts'

/** How its administrator signs in the first time: shown once somebody asks, and kept nowhere. */
export function SignInSection({ store }: { readonly store: StoreDetail }) {
  const permission = usePermission('stores.secrets')
  const { mutate, data, isPending, reset } = useMutation({
    mutationFn: () => api.stores.showStoreSecrets({ params: { id: store.id } }),
    onError: notifyFailure,
    gcTime: 0,
  })
  if (store.adminUrl === null || gone.has(store.phase)) return null
  return (
    <Card title="Administrator">
      <div className="flex flex-col items-start gap-3 px-4 py-3">
        {data === undefined ? (
          <>
            <p className="text-soft">
              The first sign-in to its administration. Who looks is written down.
            </p>
            <Button
              isBusy={isPending}
              disabledReason={permission.allowed ? undefined : permission.reason}
              onClick={() => mutate()}
            >
              <Eye aria-hidden /> Show the sign-in
            </Button>
          </>
        ) : (
          <>
            <SignIn {...data} />
            <Button onClick={reset}>
              <EyeOff aria-hidden /> Hide it
            </Button>
          </>
        )}
      </div>
    </Card>
  )
}

const gone: ReadonlySet<StoreDetail['phase']> = new Set(['deleting', 'delete_blocked', 'deleted'])

function SignIn({ email, password }: Pick<StoreSecrets, 'email' | 'password'>) {
  return (
    <div role="status" className="w-full">
      <dl className="flex flex-col gap-2">
        {[
          { label: 'E-mail', text: email, what: 'e-mail address' },
          { label: 'Password', text: password, what: 'password' },
        ].map(({ label, text, what }) => (
          <div key={label}>
            <dt className="text-12 text-faint">{label}</dt>
            <dd className="flex items-start justify-between gap-2 rounded bg-sunk py-1 pr-1 pl-2.5">
              <code className="min-w-0 py-0.5 font-mono wrap-anywhere select-all">{text}</code>
              <CopyButton text={text} what={what} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
