import type { ApiKey } from '@holdfast/identity/contract'
import { useState } from 'react'
import { KeyRow } from './key-row.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'
import { RotateDialog } from './rotate-dialog.tsx'

type Asked = { readonly about: 'rotation' | 'revocation'; readonly apiKey: ApiKey }

export function KeyList({ keys }: { readonly keys: readonly ApiKey[] }) {
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  return (
    <>
      <ul className="rounded border bg-raised">
        {keys.map((apiKey) => (
          <KeyRow
            key={apiKey.id}
            apiKey={apiKey}
            onRotate={() => setAsked({ about: 'rotation', apiKey })}
            onRevoke={() => setAsked({ about: 'revocation', apiKey })}
          />
        ))}
      </ul>
      {asked?.about === 'rotation' && <RotateDialog apiKey={asked.apiKey} onClose={close} />}
      {asked?.about === 'revocation' && <RevokeDialog apiKey={asked.apiKey} onClose={close} />}
    </>
  )
}
