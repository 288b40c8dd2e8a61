import type { Asset } from '@holdfast/studio/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleUserRound, Clapperboard, PencilLine, SearchX, Share2, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { links } from '../../../data/links.ts'
import { useMe } from '../../../data/session.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { formatMoment } from '../../../format/moments.ts'
import { buttonStyle } from '../../../ui/button-style.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { loneLinkStyle } from '../../../ui/text-link-style.ts'
import { assetQuery } from '../data/asset-queries.ts'
import { NewProjectDialog } from '../mixer/new-project-dialog.tsx'
import { kindWords, measureWords, cameWords } from '../parts/asset-words.ts'
import { DownloadButton } from '../parts/download-button.tsx'
import { MediaView } from '../parts/media-view.tsx'
import { DeleteDialog } from './dialogs/delete-dialog.tsx'
import { RenameDialog } from './dialogs/rename-dialog.tsx'
import { ShareDialog } from './dialogs/share-dialog.tsx'

interface PreviewDialogProps {
  readonly assetId: string
  readonly onClose: () => void
}

/** One file: looked at or played, and what can be done with it. */
export function PreviewDialog({ assetId, onClose }: PreviewDialogProps) {
  const { data: asset, error, refetch } = useQuery(assetQuery(assetId))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={
        <span className="block truncate" title={asset?.name}>
          {asset?.name ?? 'File'}
        </span>
      }
      className="studio-wide"
    >
      {asset === undefined && error !== null && (
        <Failure error={error} retry={() => void refetch()} notFound={<Missing />} />
      )}
      {asset === undefined && error === null && (
        <div className="appear-late mt-4 h-64 rounded bg-hover" role="status">
          <span className="sr-only">Loading the file</span>
        </div>
      )}
      {asset !== undefined && <Shown asset={asset} onClose={onClose} />}
    </Dialog>
  )
}

function Missing() {
  return (
    <StateFrame
      Icon={SearchX}
      title="This file is gone"
      text="Somebody deleted it, or the address has a typing error."
    />
  )
}

interface ShownProps {
  readonly asset: Asset
  readonly onClose: () => void
}

function Shown({ asset, onClose }: ShownProps) {
  return (
    <>
      <MediaView asset={asset} className="mt-4" />
      <Deeds asset={asset} onClose={onClose} />
      <Facts asset={asset} />
    </>
  )
}

type Asked = 'rename' | 'delete' | 'share' | 'mix' | undefined

function Deeds({ asset, onClose }: ShownProps) {
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  const creating = useRefusal('studio.create')
  const sharing = useRefusal('studio.share')
  const deleting = useRefusal('studio.delete')
  return (
    <div className="mt-4 flex flex-wrap gap-1.5">
      <DownloadButton assetId={asset.id} look="primary" />
      <Button disabledReason={sharing} onClick={() => setAsked('share')}>
        <Share2 aria-hidden /> Share
      </Button>
      {asset.kind === 'video' && (
        <Button disabledReason={creating} onClick={() => setAsked('mix')}>
          <Clapperboard aria-hidden /> Mix a video
        </Button>
      )}
      {asset.kind === 'image' && (
        <Link {...links.avatars({ open: asset.id })} className={buttonStyle()}>
          <CircleUserRound aria-hidden /> Make an avatar
        </Link>
      )}
      <Button disabledReason={creating} onClick={() => setAsked('rename')}>
        <PencilLine aria-hidden /> Rename
      </Button>
      <Button look="danger-plain" disabledReason={deleting} onClick={() => setAsked('delete')}>
        <Trash2 aria-hidden /> Delete
      </Button>
      {asked === 'rename' && <RenameDialog asset={asset} onClose={close} />}
      {asked === 'share' && <ShareDialog asset={asset} onClose={close} />}
      {asked === 'mix' && <NewProjectDialog clips={[asset]} onClose={close} />}
      {asked === 'delete' && <DeleteDialog assets={[asset]} onClose={close} onDone={onClose} />}
    </div>
  )
}

function useRefusal(action: string): string | undefined {
  const permission = usePermission(action)
  return permission.allowed ? undefined : permission.reason
}

function Facts({ asset }: { readonly asset: Asset }) {
  const { person } = useMe()
  const { kind, origin, createdAt, createdBy, label, attribution, jobId } = asset
  return (
    <dl className="studio-facts mt-4 border-t pt-4 text-soft">
      <Fact label="Kind">
        {kindWords[kind].label}, {measureWords(asset)}
      </Fact>
      <Fact label="From">
        {cameWords[origin]} {createdBy === person.id ? 'by you' : 'by a colleague'},{' '}
        <time dateTime={createdAt}>{formatMoment(createdAt)}</time>
      </Fact>
      {label !== null && <Fact label="How">{label}</Fact>}
      {attribution !== null && <Fact label="Please name">{attribution}</Fact>}
      {jobId !== null && (
        <Fact label="Job">
          <Link {...links.job(jobId)} className={loneLinkStyle}>
            How it was made
          </Link>
        </Fact>
      )}
    </dl>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  )
}
