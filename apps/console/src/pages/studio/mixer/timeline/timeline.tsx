import type { Asset, EditList, MixSettings } from '@holdfast/studio/contract'
import { FlipHorizontal2, Music, Type } from 'lucide-react'
import { clockWords } from '../../parts/amounts.ts'
import { AssetThumb } from '../../parts/asset-thumb.tsx'
import { blocksOf, marksOf, textSpans, type Block, type Span } from './blocks.ts'
import { changesOf, pieceWords } from './piece-words.ts'

interface TimelineProps {
  readonly edit: EditList
  readonly settings: MixSettings
  readonly assets: ReadonlyMap<string, Asset>
}

const gone = { kind: 'video', previewUrl: null, durationMs: null } as const
/** Below this a piece is too small to be told apart: the timeline scrolls instead. */
const pixelsPerPiece = 44
const pixelsPerSecond = 16

/** What a variant shows when: its pieces in their order, the texts above them, the song below. */
export function Timeline({ edit, settings, assets }: TimelineProps) {
  const { durationMs, segments } = edit
  const blocks = blocksOf(edit)
  const minWidth = Math.max(segments.length * pixelsPerPiece, (durationMs / 1000) * pixelsPerSecond)
  return (
    <div
      // Wider than the page it scrolls, also by keyboard.
      role="region"
      aria-label={`Timeline of variant ${edit.variant}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="overflow-x-auto rounded"
    >
      <div className="flex flex-col gap-1 overflow-x-clip px-4 py-3" style={{ minWidth }}>
        <Ruler durationMs={durationMs} />
        <Texts settings={settings} durationMs={durationMs} />
        <ol aria-label="Pieces" className="studio-pieces">
          {blocks.map((block) => (
            <Piece key={block.startMs} block={block} asset={assets.get(block.segment.assetId)} />
          ))}
        </ol>
        <Song settings={settings} assets={assets} />
      </div>
    </div>
  )
}

function Ruler({ durationMs }: { readonly durationMs: number }) {
  return (
    <div aria-hidden className="studio-ruler relative h-5 text-12 text-faint tabular-nums">
      {marksOf(durationMs).map((markMs) => (
        <span key={markMs} style={{ left: `${(markMs / durationMs) * 100}%` }}>
          {/* A time at the very end would stand outside. */}
          {markMs < durationMs && clockWords(markMs)}
        </span>
      ))}
    </div>
  )
}

interface PieceProps {
  readonly block: Block
  readonly asset: Asset | undefined
}

function Piece({ block, asset }: PieceProps) {
  const { segment } = block
  const words = pieceWords(block, asset?.name ?? 'a file that is gone')
  return (
    <li
      title={words}
      {...(segment.isMirrored ? { 'data-mirrored': true } : {})}
      data-into={block.startMs === 0 ? 'cut' : segment.transition}
      className="studio-piece"
      style={place(block)}
    >
      <span className="sr-only">{words}</span>
      <AssetThumb asset={asset ?? gone} shape="filled" />
      <span aria-hidden className="studio-mark">
        <span className="font-semibold">{segment.clip + 1}</span>
        {segment.isMirrored && <FlipHorizontal2 className="size-3.5 shrink-0" />}
        {changesOf({ ...segment, isMirrored: false }).join('')}
      </span>
    </li>
  )
}

interface TextsProps {
  readonly settings: MixSettings
  readonly durationMs: number
}

function Texts({ settings, durationMs }: TextsProps) {
  const spans = textSpans(settings.texts, durationMs)
  if (spans.length === 0) return null
  const rows = Math.max(...spans.map(({ row }) => row)) + 1
  return (
    <ul aria-label="Texts" className="relative" style={{ height: rows * 24 }}>
      {spans.map((span) => (
        <li
          key={settings.texts.indexOf(span.text)}
          title={span.text.text}
          className="studio-text"
          style={{ ...place(span), top: span.row * 24 }}
        >
          <Type aria-hidden className="size-3.5 shrink-0" />
          <span dir="auto" className="truncate">
            {span.text.text}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Song({ settings: { song }, assets }: Pick<TimelineProps, 'settings' | 'assets'>) {
  if (song === undefined) return null
  return (
    <p className="flex h-6 items-center gap-1.5 rounded-sm bg-ember-wash px-2 text-12 text-ember-text">
      <Music aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">
        <span className="sr-only">Song: </span>
        {assets.get(song.assetId)?.name ?? 'A song'}
      </span>
      <span className="ml-auto shrink-0 tabular-nums">{Math.round(song.volume * 100)}%</span>
    </p>
  )
}

function place({ left, width }: Span) {
  return { left: `${left}%`, width: `${width}%` }
}
