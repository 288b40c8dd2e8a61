import { mixLimits, type Asset, type MixSettings } from '@holdfast/studio/contract'
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { Card } from '../../../../ui/card.tsx'
import { Disclosure } from '../../../../ui/disclosure.tsx'
import { IconButton } from '../../../../ui/icon-button.tsx'
import { clockWords } from '../../parts/amounts.ts'
import { AssetPicker } from '../../parts/asset-picker.tsx'
import { AssetThumb } from '../../parts/asset-thumb.tsx'
import { NumberField } from '../../parts/number-field.tsx'
import { Slider } from '../../parts/slider.tsx'
import { useRowFocus } from '../../parts/use-row-focus.ts'
import { isTurned, moved } from '../mix-draft.ts'

type Clip = MixSettings['clips'][number]

interface ClipsProps {
  readonly settings: MixSettings
  readonly assets: ReadonlyMap<string, Asset>
  readonly isGone: (assetId: string) => boolean
  readonly onChange: (changes: Partial<MixSettings>) => void
}

/** What the videos are cut of, in the order in which it comes unless that varies. */
export function Clips({ settings, assets, isGone, onChange }: ClipsProps) {
  const { clips, clipVolume } = settings
  const [isPicking, setPicking] = useState(false)
  const room = mixLimits.clips - clips.length
  const { list, focusNext } = useRowFocus<HTMLOListElement>()
  const set = (next: readonly Clip[]) => onChange({ clips: [...next] })
  const move = (from: number, to: number) => {
    set(moved(clips, from, to))
    focusNext(to, to < from ? 'up' : 'down')
  }
  const remove = (index: number) => {
    set(clips.toSpliced(index, 1))
    focusNext(index, 'out')
  }
  return (
    <Card
      title="Clips"
      actions={
        <Button
          size="small"
          disabledReason={room === 0 ? `A mix takes ${mixLimits.clips} clips.` : undefined}
          onClick={() => setPicking(true)}
        >
          <Plus aria-hidden /> Add clips
        </Button>
      }
    >
      {clips.length === 0 && <p className="px-4 py-3 text-soft">No clip is chosen yet.</p>}
      <ol ref={list}>
        {clips.map((clip, index) => (
          <Row
            key={keyOf(clips, index)}
            clip={clip}
            asset={assets.get(clip.assetId)}
            isGone={isGone(clip.assetId)}
            index={index}
            count={clips.length}
            onMove={(to) => move(index, to)}
            onRemove={() => remove(index)}
            onTrim={(next) => set(clips.with(index, next))}
          />
        ))}
      </ol>
      <div className="border-t px-4 py-3">
        <Slider
          label="Sound of the clips"
          min={0}
          max={1}
          step={0.05}
          value={clipVolume}
          words={volumeWords(clipVolume)}
          onChange={(value) => onChange({ clipVolume: value })}
        />
      </div>
      {isPicking && (
        <AssetPicker
          title="Add clips"
          kind="video"
          most={room}
          onChoose={(chosen) => set([...clips, ...chosen.map(({ id }) => ({ assetId: id }))])}
          onClose={() => setPicking(false)}
        />
      )}
    </Card>
  )
}

/** Goes along with a clip that is moved; the same one may be there twice. */
function keyOf(clips: readonly Clip[], index: number): string {
  const assetId = clips[index]?.assetId
  const before = clips.slice(0, index).filter((clip) => clip.assetId === assetId)
  return `${assetId} ${before.length}`
}

export function volumeWords(volume: number): string {
  return volume === 0 ? 'Silent' : `${Math.round(volume * 100)}%`
}

interface RowProps {
  readonly clip: Clip
  readonly asset: Asset | undefined
  readonly isGone: boolean
  readonly index: number
  readonly count: number
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
  readonly onTrim: (clip: Clip) => void
}

const unknown = { kind: 'video', previewUrl: null, durationMs: null } as const

function Row(props: RowProps) {
  const { clip, asset, isGone, index, count, onMove, onRemove, onTrim } = props
  const name = asset?.name ?? (isGone ? 'A file that is gone' : 'A clip')
  return (
    <li className="flex items-start gap-3 border-b px-4 py-2.5 last:border-b-0">
      <span className="relative">
        <AssetThumb asset={asset ?? unknown} className="w-20 rounded-sm" />
        <span className="studio-mark top-0 left-0">{index + 1}</span>
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        {isGone ? (
          <p className="text-danger">Somebody deleted it. Take it out, or choose another one.</p>
        ) : (
          <Trim clip={clip} asset={asset} onTrim={onTrim} />
        )}
      </div>
      <span className="flex">
        <IconButton
          size="icon-small"
          data-part="up"
          label={`Move ${name} up`}
          disabledReason={index === 0 ? 'It is the first one.' : undefined}
          onClick={() => onMove(index - 1)}
        >
          <ArrowUp aria-hidden />
        </IconButton>
        <IconButton
          size="icon-small"
          data-part="down"
          label={`Move ${name} down`}
          disabledReason={index === count - 1 ? 'It is the last one.' : undefined}
          onClick={() => onMove(index + 1)}
        >
          <ArrowDown aria-hidden />
        </IconButton>
        <IconButton size="icon-small" data-part="out" label={`Take ${name} out`} onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      </span>
    </li>
  )
}

interface TrimProps {
  readonly clip: Clip
  readonly asset: Asset | undefined
  readonly onTrim: (clip: Clip) => void
}

/** Which part of a clip may be used; all of it unless told. */
function Trim({ clip, asset, onTrim }: TrimProps) {
  const { assetId, fromMs, toMs } = clip
  const longest = Math.ceil((asset?.durationMs ?? 1_800_000) / 100) / 10
  const set = (from: number | undefined, to: number | undefined) =>
    onTrim({
      assetId,
      ...(from === undefined ? {} : { fromMs: from }),
      ...(to === undefined ? {} : { toMs: to }),
    })
  return (
    <Disclosure title={trimWords(clip, asset?.durationMs ?? null)}>
      <div className="flex flex-wrap gap-3">
        <NumberField
          label="From second"
          help="Empty: from its start."
          value={fromMs === undefined ? undefined : fromMs / 1000}
          min={0}
          max={longest}
          hasParts
          isOptional
          className="w-36"
          onChange={(value) => set(msOf(value), toMs)}
        />
        <NumberField
          label="To second"
          help="Empty: to its end."
          error={isTurned(clip) ? 'It ends before it begins.' : undefined}
          value={toMs === undefined ? undefined : toMs / 1000}
          min={0}
          max={longest}
          hasParts
          isOptional
          className="w-36"
          onChange={(value) => set(fromMs, msOf(value))}
        />
      </div>
    </Disclosure>
  )
}

function msOf(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1000)
}

function trimWords({ fromMs, toMs }: Clip, durationMs: number | null): string {
  if (fromMs === undefined && toMs === undefined) {
    return durationMs === null ? 'All of it' : `All of it, ${clockWords(durationMs)}`
  }
  const end = toMs ?? durationMs
  return `From ${clockWords(fromMs ?? 0)}${end === null ? '' : ` to ${clockWords(end)}`}`
}
