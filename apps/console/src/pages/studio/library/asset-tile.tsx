import type { Asset } from '@holdfast/studio/contract'
import { Link, useSearch } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'
import { AssetThumb } from '../parts/asset-thumb.tsx'
import { measureWords, spokenAsset } from '../parts/asset-words.ts'

interface AssetTileProps {
  readonly asset: Asset
  readonly isChosen: boolean
  readonly onChoose: () => void
}

/** A file of the library: a look at it, its name, and a box to choose it with others. */
export function AssetTile({ asset, isChosen, onChoose }: AssetTileProps) {
  const search = useSearch({ from: '/shell/studio/library' })
  const { id, name, label } = asset
  return (
    <li {...(isChosen ? { 'data-chosen': true } : {})} className="studio-tile">
      <AssetThumb asset={asset} hasClock fit={asset.origin === 'avatar' ? 'contain' : 'cover'} />
      <div className="px-3 py-2">
        <Link
          {...links.asset(id, search)}
          replace
          className="block truncate font-medium outline-none after:absolute after:inset-0"
          title={name}
        >
          {name}
          <span className="sr-only">, {spokenAsset(asset)}</span>
        </Link>
        <p className="truncate text-12 text-faint tabular-nums">
          {label !== null && `${label} · `}
          {measureWords(asset)}
        </p>
      </div>
      <label className="studio-tick">
        <span className="sr-only">Choose {name}</span>
        <input type="checkbox" checked={isChosen} onChange={onChoose} />
      </label>
    </li>
  )
}
