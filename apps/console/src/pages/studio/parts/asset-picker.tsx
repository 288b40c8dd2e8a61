import type { Asset, AssetKind } from '@holdfast/studio/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Images } from 'lucide-react'
import { useState } from 'react'
import { links } from '../../../data/links.ts'
import { buttonStyle } from '../../../ui/button-style.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { SearchBox } from '../../../ui/list/search-box.tsx'
import { PagedRows } from '../../../ui/list/paged-rows.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { assetsQuery } from '../data/asset-queries.ts'
import { AssetThumb } from './asset-thumb.tsx'
import { kindWords, measureWords } from './asset-words.ts'
import { TilesSkeleton } from './tiles-skeleton.tsx'
import { tilesStyle } from './tiles-style.ts'

interface AssetPickerProps {
  readonly title: string
  readonly text?: string
  readonly kind: AssetKind
  /** How many may be chosen; one closes the picker at once. */
  readonly most: number
  readonly onChoose: (assets: readonly Asset[]) => void
  readonly onClose: () => void
}

/** Files of the library to choose from, in the order in which they are chosen. */
export function AssetPicker(props: AssetPickerProps) {
  const { title, text, kind, most, onChoose, onClose } = props
  const [chosen, setChosen] = useState<readonly Asset[]>([])
  const take = (assets: readonly Asset[]) => {
    onChoose(assets)
    onClose()
  }
  const toggle = (asset: Asset) => {
    if (most === 1) return take([asset])
    setChosen((before) =>
      before.some(({ id }) => id === asset.id)
        ? before.filter(({ id }) => id !== asset.id)
        : [...before, asset].slice(0, most),
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      {...(text === undefined ? {} : { text })}
      className="studio-wide"
    >
      <Offered kind={kind} chosen={chosen} onToggle={toggle} isSingle={most === 1} />
      {most > 1 && (
        <DialogActions>
          <Button
            look="primary"
            disabledReason={chosen.length === 0 ? 'Choose at least one file.' : undefined}
            onClick={() => take(chosen)}
          >
            {chosen.length < 2 ? 'Take it' : `Take these ${chosen.length}`}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </DialogActions>
      )}
    </Dialog>
  )
}

interface OfferedProps {
  readonly kind: AssetKind
  readonly chosen: readonly Asset[]
  readonly onToggle: (asset: Asset) => void
  readonly isSingle: boolean
}

function Offered({ kind, chosen, onToggle, isSingle }: OfferedProps) {
  const [search, setSearch] = useState<string>()
  const query = useInfiniteQuery(assetsQuery({ kind, search }))
  return (
    <>
      <SearchBox
        found={search}
        find={setSearch}
        label="Search by name"
        placeholder="Search by name"
        className="mt-4 mb-3 w-full max-w-80"
      />
      <div className="-mx-1 min-h-0 flex-1 overflow-y-auto p-1">
        <PagedRows
          query={query}
          skeleton={<TilesSkeleton what="the library" />}
          older="older files"
        >
          {(assets) =>
            assets.length === 0 ? (
              <Nothing kind={kind} isSearch={search !== undefined} />
            ) : (
              <ul className={tilesStyle}>
                {assets.map((asset) => (
                  <Choice
                    key={asset.id}
                    asset={asset}
                    place={chosen.findIndex(({ id }) => id === asset.id)}
                    isSingle={isSingle}
                    onToggle={() => onToggle(asset)}
                  />
                ))}
              </ul>
            )
          }
        </PagedRows>
      </div>
    </>
  )
}

interface ChoiceProps {
  readonly asset: Asset
  /** Its place among those that were chosen; -1 for none. */
  readonly place: number
  readonly isSingle: boolean
  readonly onToggle: () => void
}

function Choice({ asset, place, isSingle, onToggle }: ChoiceProps) {
  const isChosen = place >= 0
  return (
    <li className="min-w-0">
      <button
        type="button"
        {...(isSingle ? {} : { 'aria-pressed': isChosen })}
        onClick={onToggle}
        {...(isChosen ? { 'data-chosen': true } : {})}
        className="studio-tile block w-full"
      >
        <AssetThumb asset={asset} hasClock />
        {isChosen && (
          <span className="absolute top-2 left-2 grid size-6 place-items-center rounded-full bg-ember-fill text-12 font-semibold text-on-ember tabular-nums">
            {place + 1}
          </span>
        )}
        <span className="block px-3 py-2">
          <span className="block truncate font-medium" title={asset.name}>
            {asset.name}
          </span>
          <span className="block truncate text-12 text-faint tabular-nums">
            {measureWords(asset)}
          </span>
        </span>
      </button>
    </li>
  )
}

function Nothing({ kind, isSearch }: { readonly kind: AssetKind; readonly isSearch: boolean }) {
  const many = kindWords[kind].many.toLowerCase()
  if (isSearch) {
    return <StateFrame Icon={Images} title="Nothing is called that" text="Look for another name." />
  }
  return (
    <StateFrame
      Icon={Images}
      title={`There are no ${many} in the library yet`}
      text="Upload some first, then come back: what you have begun here is kept."
    >
      <Link {...links.library({ kind })} className={buttonStyle({ look: 'primary' })}>
        Go to the library
      </Link>
    </StateFrame>
  )
}
