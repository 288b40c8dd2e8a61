import type { InvitationPreview } from '@holdfast/identity/contract'
import { useState } from 'react'
import { api } from '../auth/joining-api.ts'
import { AuthFrame } from '../auth/auth-frame.tsx'
import { CheckedLink } from '../auth/checked-link.tsx'
import { useLinkToken } from '../auth/link-token.ts'
import { saysLinkUsed } from '../auth/says-link-used.ts'
import { useEnter } from '../auth/use-enter.ts'
import { AcceptForm } from './accept-form.tsx'

const help =
  'If you have joined already, sign in. Otherwise ask whoever invited you to send the invitation again.'

/** What somebody is invited to, and the way in. */
export function InvitationPage() {
  const { token, forget } = useLinkToken()
  const [isUsed, setUsed] = useState(false)
  const enter = useEnter()
  const accept = async (person?: { name: string; password: string }) => {
    try {
      await api.identity.acceptInvitation({ body: { token: token ?? '', ...person } })
    } catch (error) {
      if (saysLinkUsed(error)) setUsed(true)
      throw error
    }
    forget()
    await enter()
  }
  return (
    <CheckedLink
      title="Your invitation"
      token={token}
      look={(body, signal) => api.identity.previewInvitation({ body }, { signal })}
      isUsed={isUsed}
      help={help}
    >
      {(preview) => (
        <AuthFrame title={`Join ${preview.organisation.name}`} text={<Offer preview={preview} />}>
          <AcceptForm preview={preview} accept={accept} />
        </AuthFrame>
      )}
    </CheckedLink>
  )
}

function Offer({ preview }: { readonly preview: InvitationPreview }) {
  const stations = preview.stations?.map(({ name }) => name)
  return (
    <p>
      {preview.invitedBy ? `${preview.invitedBy.name} invites you` : 'You are invited'} as{' '}
      <strong className="font-semibold text-ink">{preview.roleTitle}</strong>
      {stations !== undefined && <> for {new Intl.ListFormat('en-US').format(stations)}</>}.{' '}
      {preview.roleDescription}
    </p>
  )
}
