import type { Asset } from '@holdfast/studio/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { links } from '../../../data/links.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { Button } from '../../../ui/button.tsx'
import { PagedRows } from '../../../ui/list/paged-rows.tsx'
import { Forbidden } from '../../../ui/states/forbidden.tsx'
import { assetsQuery, usageQuery } from '../data/asset-queries.ts'
import { TilesSkeleton } from '../parts/tiles-skeleton.tsx'
import { tilesStyle } from '../parts/tiles-style.ts'
import { AssetTile } from './asset-tile.tsx'
import { LibraryFilters } from './library-filters.tsx'
import { readLibrarySearch } from './library-search.ts'
import { NoAssets } from './no-assets.tsx'
import { PreviewDialog } from './preview-dialog.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { acceptedFiles } from './upload/upload-words.ts'
import { UploadPanel } from './upload/upload-panel.tsx'
import { useFileDrop } from './upload/use-file-drop.ts'
import { useUploads } from './upload/use-uploads.ts'
import { UsageMeter } from './usage-meter.tsx'

/** The pictures, videos and songs of the business, and the way in for more of them. */
export function LibraryPage() {
  usePageTitle('Library')
  const reading = usePermission('studio.read')
  if (!reading.allowed) return <Forbidden what="the library" reason={reading.reason} />
  return <Library />
}

function Library() {
  const { open, ...search } = useSearch({ from: '/shell/studio/library' })
  const navigate = useNavigate()
  const { uploads, items } = useUploads()
  const { data: usage } = useQuery(usageQuery)
  const uploading = usePermission('studio.upload')
  const add = (files: readonly File[]) => uploads.add(files, usage && usage.maxBytes - usage.bytes)
  const isDropping = useFileDrop(add, uploading.allowed)
  const close = () => void navigate({ ...links.library(search), replace: true })
  const refusal = uploading.allowed ? undefined : uploading.reason
  return (
    <div className="relative flex w-full flex-col px-3 pb-16 md:px-(--gutter)">
      <div className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-2 py-2">
        <h1 className="text-16 font-semibold">Library</h1>
        <UsageMeter className="max-sm:order-last max-sm:basis-full" />
        <UploadButton refusal={refusal} onFiles={add} className="ml-auto" />
      </div>
      <LibraryFilters search={search} />
      <UploadPanel uploads={uploads} items={items} />
      <Listed refusal={refusal} onFiles={add} />
      {isDropping && <DropHere />}
      {open !== undefined && <PreviewDialog key={open} assetId={open} onClose={close} />}
    </div>
  )
}

function DropHere() {
  return (
    <div className="studio-drop duration-150 animate-in fade-in-0">
      Drop the files to upload them
    </div>
  )
}

interface UploadButtonProps {
  readonly refusal: string | undefined
  readonly onFiles: (files: readonly File[]) => void
  readonly className?: string
}

/** Opens the window where files are chosen. */
function UploadButton({ refusal, onFiles, className = '' }: UploadButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button
        look="primary"
        className={className}
        disabledReason={refusal}
        onClick={() => input.current?.click()}
      >
        <Upload aria-hidden /> Upload files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to upload"
        accept={acceptedFiles}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])])
          // The same file can be chosen again.
          target.value = ''
        }}
      />
    </>
  )
}

interface ListedProps {
  readonly refusal: string | undefined
  readonly onFiles: (files: readonly File[]) => void
}

function Listed({ refusal, onFiles }: ListedProps) {
  const search = readLibrarySearch(useSearch({ from: '/shell/studio/library' }))
  const query = useInfiniteQuery(assetsQuery(search))
  return (
    <PagedRows query={query} skeleton={<TilesSkeleton what="the library" />} older="older files">
      {(assets) =>
        assets.length === 0 ? (
          <NoAssets isAll={Object.keys(search).length === 0}>
            <UploadButton refusal={refusal} onFiles={onFiles} />
          </NoAssets>
        ) : (
          <Tiles assets={assets} />
        )
      }
    </PagedRows>
  )
}

function Tiles({ assets }: { readonly assets: readonly Asset[] }) {
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set())
  const chosen = assets.filter(({ id }) => chosenIds.has(id))
  const toggle = (id: string) =>
    setChosenIds((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  return (
    <>
      <ul aria-label="Files, newest first" className={tilesStyle}>
        {assets.map((asset) => (
          <AssetTile
            key={asset.id}
            asset={asset}
            isChosen={chosenIds.has(asset.id)}
            onChoose={() => toggle(asset.id)}
          />
        ))}
      </ul>
      <SelectionBar chosen={chosen} onClear={() => setChosenIds(new Set())} />
    </>
  )
}
