import type { Asset, Job } from '@holdfast/studio/contract'
import { useState } from 'react'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'
import { useAssetsOf } from '../data/use-assets-of.ts'
import { PreviewDialog } from '../library/preview-dialog.tsx'
import { AssetThumb } from '../parts/asset-thumb.tsx'
import { measureWords } from '../parts/asset-words.ts'
import { DownloadButton } from '../parts/download-button.tsx'

/** What it made: to look at, to play and to download. */
export function JobFiles({ job }: { readonly job: Job }) {
  const { Part } = usePanelHeadings()
  const [openId, setOpenId] = useState<string>()
  const { assets, isGone } = useAssetsOf(job.assetIds)
  const files = job.assetIds.flatMap((id) => assets.get(id) ?? [])
  if (job.assetIds.length === 0) return null
  return (
    <section>
      <Part className="mb-2 font-semibold">What it made</Part>
      <ul className="flex flex-col gap-2">
        {files.map((asset) => (
          <File key={asset.id} asset={asset} onOpen={() => setOpenId(asset.id)} />
        ))}
      </ul>
      {job.assetIds.every(isGone) && (
        <p className="text-soft">It was deleted from the library since.</p>
      )}
      {openId !== undefined && (
        <PreviewDialog key={openId} assetId={openId} onClose={() => setOpenId(undefined)} />
      )}
    </section>
  )
}

interface FileProps {
  readonly asset: Asset
  readonly onOpen: () => void
}

function File({ asset, onOpen }: FileProps) {
  const { id, name, label } = asset
  return (
    <li className="flex items-center gap-3 rounded border p-2">
      <button
        type="button"
        onClick={onOpen}
        className="flex min-w-0 flex-1 items-center gap-3 rounded-sm text-left"
      >
        <AssetThumb asset={asset} fit="contain" className="w-24 shrink-0 rounded-sm" />
        <span className="min-w-0">
          <span className="block truncate font-medium" title={name}>
            {name}
          </span>
          <span className="block text-12 text-faint tabular-nums">
            {label !== null && `${label} · `}
            {measureWords(asset)}
          </span>
        </span>
      </button>
      <DownloadButton size="small" assetId={id} label={`Download ${name}`} />
    </li>
  )
}
