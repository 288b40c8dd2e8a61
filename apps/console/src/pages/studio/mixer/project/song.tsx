import type { Asset, MixSettings } from '@holdfast/studio/contract'
import { Music, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { Card } from '../../../../ui/card.tsx'
import { IconButton } from '../../../../ui/icon-button.tsx'
import { AssetPicker } from '../../parts/asset-picker.tsx'
import { measureWords } from '../../parts/asset-words.ts'
import { NumberField } from '../../parts/number-field.tsx'
import { Slider } from '../../parts/slider.tsx'
import { volumeWords } from './clips.tsx'

interface SongProps {
  readonly settings: MixSettings
  readonly assets: ReadonlyMap<string, Asset>
  readonly onChange: (changes: Partial<MixSettings>) => void
}

const usualVolume = 0.8

/** What plays below the whole video. */
export function Song({ settings, assets, onChange }: SongProps) {
  const { song } = settings
  const [isPicking, setPicking] = useState(false)
  const asset = song && assets.get(song.assetId)
  return (
    <Card
      title="Song"
      actions={
        <Button size="small" onClick={() => setPicking(true)}>
          <Music aria-hidden /> {song === undefined ? 'Choose a song' : 'Another song'}
        </Button>
      }
    >
      {song === undefined ? (
        <p className="px-4 py-3 text-soft">
          No song: only the sound of the clips is heard. A song fades in and out with the video.
        </p>
      ) : (
        <div className="flex flex-col gap-3 px-4 py-3">
          <div className="flex items-start justify-between gap-3">
            <p className="min-w-0">
              <span className="block truncate font-medium">{asset?.name ?? 'A song'}</span>
              {asset !== undefined && (
                <span className="text-12 text-faint tabular-nums">{measureWords(asset)}</span>
              )}
            </p>
            <IconButton
              size="icon-small"
              label="Take the song out"
              onClick={() => onChange({ song: undefined })}
            >
              <X aria-hidden />
            </IconButton>
          </div>
          <div className="grid gap-4 sm:grid-cols-2">
            <Slider
              label="Sound of the song"
              min={0}
              max={1}
              step={0.05}
              value={song.volume}
              words={volumeWords(song.volume)}
              onChange={(volume) => onChange({ song: { ...song, volume } })}
            />
            <NumberField
              label="Begins at second"
              value={(song.fromMs ?? 0) / 1000}
              min={0}
              max={1800}
              hasParts
              onChange={(value = 0) =>
                onChange({ song: { ...song, fromMs: Math.round(value * 1000) } })
              }
            />
          </div>
        </div>
      )}
      {isPicking && (
        <AssetPicker
          title="Choose a song"
          kind="audio"
          most={1}
          onChoose={([chosen]) =>
            chosen &&
            onChange({ song: { assetId: chosen.id, volume: song?.volume ?? usualVolume } })
          }
          onClose={() => setPicking(false)}
        />
      )}
    </Card>
  )
}
