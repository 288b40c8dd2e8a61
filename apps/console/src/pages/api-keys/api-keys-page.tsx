import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useAsks } from '../../data/asks.ts'
import { usePermission } from '../../data/use-permission.ts'
import { usePageTitle } from '../../shell/page-title.ts'
import { Button } from '../../ui/button.tsx'
import { textLinkStyle } from '../../ui/text-link-style.ts'
import { Failure } from '../../ui/states/failure.tsx'
import { Forbidden } from '../../ui/states/forbidden.tsx'
import { StateFrame } from '../../ui/states/state-frame.tsx'
import { RowsSkeleton } from '../../ui/states/rows-skeleton.tsx'
import { CreateDialog } from './create/create-dialog.tsx'
import { apiKeysQuery } from './data/api-keys-query.ts'
import { KeyList } from './list/key-list.tsx'

/** The keys by which programs act for the business. */
export function ApiKeysPage() {
  usePageTitle('API keys')
  const permission = usePermission('apiKeys.manage')
  const { isOpen, open, close } = useAsks()
  if (!permission.allowed) return <Forbidden what="the API keys" reason={permission.reason} />
  return (
    <div className="flex w-full max-w-6xl flex-col px-3 pb-16 md:px-(--gutter)">
      <div className="flex min-h-14 flex-wrap items-center justify-between gap-2">
        <h1 className="text-16 font-semibold">API keys</h1>
        <Button look="primary" onClick={open}>
          <Plus aria-hidden /> Create a key
        </Button>
      </div>
      <p className="mb-5 max-w-2xl text-soft">
        An API key lets a program do what you allow it, and nothing else. See{' '}
        <a href="/api/docs" target="_blank" rel="noreferrer" className={textLinkStyle}>
          what the API can do
        </a>
        .
      </p>
      <Keys onCreate={open} />
      {isOpen && <CreateDialog onClose={close} />}
    </div>
  )
}

function Keys({ onCreate }: { readonly onCreate: () => void }) {
  const { data, error, refetch } = useQuery(apiKeysQuery)
  if (data === undefined) {
    if (error !== null) return <Failure error={error} retry={() => void refetch()} />
    return <RowsSkeleton what="the keys" />
  }
  if (data.items.length > 0) return <KeyList keys={data.items} />
  return (
    <StateFrame
      Icon={KeyRound}
      title="No API keys yet"
      text="Create one for each program, so that you can revoke it without stopping the others."
    >
      <Button onClick={onCreate}>Create the first key</Button>
    </StateFrame>
  )
}
