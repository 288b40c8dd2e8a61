import { isCallError } from '@holdfast/client'
import type { Asset, Share } from '@holdfast/studio/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link2, Unlink } from 'lucide-react'
import { useState } from 'react'
import { notify, notifyFailure } from '../../../../data/notify.ts'
import { useMe } from '../../../../data/session.ts'
import { usePermission } from '../../../../data/use-permission.ts'
import { formatMoment } from '../../../../format/moments.ts'
import { Button } from '../../../../ui/button.tsx'
import { CopyButton } from '../../../../ui/copy-button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { FormFailure } from '../../../../ui/form/form-failure.tsx'
import { Notice } from '../../../../ui/notice.tsx'
import { Select } from '../../../../ui/select.tsx'
import { Failure } from '../../../../ui/states/failure.tsx'
import { RowsSkeleton } from '../../../../ui/states/rows-skeleton.tsx'
import { sharesQuery } from '../../data/asset-queries.ts'
import { api } from '../../data/studio-api.ts'

interface ShareDialogProps {
  readonly asset: Pick<Asset, 'id' | 'name'>
  readonly onClose: () => void
}

const lasts = [
  { days: 1, label: 'A day' },
  { days: 7, label: 'A week' },
  { days: 30, label: '30 days' },
  { days: 90, label: '90 days' },
]

/** Links to one file for people outside: a new one, shown once, and those that still work. */
export function ShareDialog({ asset, onClose }: ShareDialogProps) {
  const [made, setMade] = useState<Share>()
  const forget = (id: string) => setMade((before) => (before?.id === id ? undefined : before))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<span className="wrap-anywhere">Share “{asset.name}”</span>}
      text="Whoever has the link can see and download this file, without signing in, until the link ends."
    >
      <NewLink assetId={asset.id} made={made} onMade={setMade} />
      <Working assetId={asset.id} onEnded={forget} />
    </Dialog>
  )
}

interface NewLinkProps {
  readonly assetId: string
  readonly made: Share | undefined
  readonly onMade: (share: Share) => void
}

function NewLink({ assetId, made, onMade }: NewLinkProps) {
  const [days, setDays] = useState(7)
  const sharing = usePermission('studio.share')
  const queryClient = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.assets.shareAsset({ params: { id: assetId }, body: { days } }),
    onSuccess: onMade,
    onSettled: () => void queryClient.invalidateQueries(sharesQuery(assetId)),
    gcTime: 0,
  })
  return (
    <div className="mt-4 flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <Field label="It works for" className="min-w-36 flex-1">
          {(wiring) => (
            <Select
              {...wiring}
              value={days}
              onChange={({ target: { value } }) => setDays(Number(value))}
            >
              {lasts.map((one) => (
                <option key={one.days} value={one.days}>
                  {one.label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button
          look="primary"
          className="h-9 touch:h-11"
          isBusy={isPending}
          disabledReason={sharing.allowed ? undefined : sharing.reason}
          onClick={() => isPending || mutate()}
        >
          {!isPending && <Link2 aria-hidden />} Make a link
        </Button>
      </div>
      <FormFailure failure={isCallError(error) ? error : undefined} />
      <div role="status">{made?.url && <Made url={made.url} until={made.expiresAt} />}</div>
    </div>
  )
}

function Made({ url, until }: { readonly url: string; readonly until: string }) {
  return (
    <Notice tone="success" title="Copy it now: it is not shown again">
      <p className="mb-3 rounded bg-raised px-2.5 py-1.5">
        <code className="font-mono text-12 wrap-anywhere select-all">{url}</code>
      </p>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-12 text-soft">Works until {formatMoment(until)}</span>
        <CopyButton text={url} what="link" look="button" />
      </div>
    </Notice>
  )
}

interface WorkingProps {
  readonly assetId: string
  readonly onEnded: (shareId: string) => void
}

function Working({ assetId, onEnded }: WorkingProps) {
  const { data, error, refetch } = useQuery(sharesQuery(assetId))
  return (
    <section aria-labelledby="working-links" className="mt-6">
      <h3 id="working-links" className="mb-2 font-semibold">
        Links that work now
      </h3>
      {data === undefined &&
        (error === null ? (
          <RowsSkeleton what="the links" />
        ) : (
          <Failure error={error} retry={() => void refetch()} />
        ))}
      {data?.items.length === 0 && <p className="text-soft">There is none.</p>}
      {data !== undefined && data.items.length > 0 && (
        <ul className="rounded border">
          {data.items.map((share) => (
            <ShareRow key={share.id} share={share} onEnded={onEnded} />
          ))}
        </ul>
      )}
    </section>
  )
}

interface ShareRowProps extends Omit<WorkingProps, 'assetId'> {
  readonly share: Share
}

function ShareRow({ share, onEnded }: ShareRowProps) {
  const { person } = useMe()
  const sharing = usePermission('studio.share')
  const queryClient = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.assets.endShare({ params: { id: share.id } }),
    onSuccess() {
      onEnded(share.id)
      notify('The link has ended', 'It shows nothing any more.')
    },
    onError: notifyFailure,
    onSettled: () => void queryClient.invalidateQueries(sharesQuery(share.assetId)),
  })
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 border-b px-3 py-2 last:border-b-0">
      <span className="min-w-0">
        Until {formatMoment(share.expiresAt)}
        <span className="block text-12 text-faint">
          Made {formatMoment(share.createdAt)}{' '}
          {share.createdBy === person.id ? 'by you' : 'by a colleague'}
        </span>
      </span>
      <Button
        size="small"
        look="danger-plain"
        isBusy={isPending}
        disabledReason={sharing.allowed ? undefined : sharing.reason}
        onClick={() => isPending || mutate()}
        aria-label={`End the link that works until ${formatMoment(share.expiresAt)}`}
      >
        <Unlink aria-hidden /> End it
      </Button>
    </li>
  )
}
