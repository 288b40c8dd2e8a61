import type { InvitationPreview } from '@holdfast/identity/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../data/api.ts'
import { Failure } from '../../ui/states/failure.tsx'
import { AuthFrame } from '../auth/auth-frame.tsx'
import { BrokenLink } from '../auth/broken-link.tsx'
import { useLinkToken } from '../auth/link-token.ts'
import { saysLinkUsed } from '../auth/says-link-used.ts'
import { useEnter } from '../auth/use-enter.ts'
import { AcceptForm } from './accept-form.tsx'

const help = 'Ask whoever invited you to send the invitation again.'

function previewQuery(token: string | undefined) {
  return queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      api.identity.previewInvitation({ body: { token: token ?? '' } }, { signal }),
    enabled: token !== undefined,
    staleTime: Infinity,
  })
}

/** What somebody is invited to, and the way in. */
export function InvitationPage() {
  const { token, forget } = useLinkToken()
  const [isUsed, setUsed] = useState(false)
  const preview = useQuery(previewQuery(token))
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
  if (token === undefined) return <BrokenLink kind="cut" help={help} />
  if (isUsed || saysLinkUsed(preview.error)) return <BrokenLink kind="used" help={help} />
  if (preview.isError) {
    return (
      <AuthFrame title="Your invitation">
        <Failure error={preview.error} retry={() => void preview.refetch()} />
      </AuthFrame>
    )
  }
  if (preview.data === undefined) return <AuthFrame title="Your invitation">{null}</AuthFrame>
  return (
    <AuthFrame
      title={`Join ${preview.data.organisation.name}`}
      text={<Offer preview={preview.data} />}
    >
      <AcceptForm preview={preview.data} accept={accept} />
    </AuthFrame>
  )
}

function Offer({ preview }: { readonly preview: InvitationPreview }) {
  return (
    <p>
      You are invited as <strong className="font-semibold text-ink">{preview.roleTitle}</strong>.{' '}
      {preview.roleDescription}
    </p>
  )
}
