import type { AssetRecord } from '../asset/asset-rows.ts'
import type { EditList, MixSettings } from '../contract.ts'
import type { EditWishes, Footage } from '../mix/edit-list.ts'
import type { MixInput, MixSource } from '../mix/mix-input.ts'
import { problems } from '../problems.ts'
import type { MixAssets } from './check-settings.ts'

/** What an edit depends on, of the files. */
export function footageOf({ clips, song }: MixAssets): Pick<EditWishes, 'clips' | 'song'> {
  return { clips: clips.map(toFootage), song: song && toFootage(song) }
}

function toFootage(asset: AssetRecord): Footage {
  return { assetId: asset.id, sha256: asset.sha256, durationMs: asset.duration_ms ?? 0 }
}

export interface WantedMix {
  readonly name: string
  readonly settings: MixSettings
  readonly assets: MixAssets
  readonly edit: EditList
}

/** Everything that one variant needs, as it is now. */
export function mixInputOf({ name, settings, assets, edit }: WantedMix): MixInput {
  const { clipVolume, texts, aspect, quality } = settings
  return {
    name,
    edit,
    clips: assets.clips.map(toSource),
    song:
      settings.song && assets.song
        ? {
            source: toSource(assets.song),
            fromMs: songStart(settings.song.fromMs ?? 0, assets.song),
            volume: settings.song.volume,
          }
        : null,
    clipVolume,
    texts,
    aspect,
    quality,
  }
}

/** A song that would have ended by then is heard from its begin. */
function songStart(fromMs: number, { duration_ms }: AssetRecord): number {
  return fromMs < (duration_ms ?? 0) - 500 ? fromMs : 0
}

const largeFrom = 720

function toSource(asset: AssetRecord): MixSource {
  const { id, key, sha256, bytes, demuxer, duration_ms } = asset
  if (demuxer !== 'mov' && demuxer !== 'matroska' && demuxer !== 'mp3' && demuxer !== 'wav')
    throw problems.wrongKind({ assetId: id, kind: asset.kind })
  return {
    assetId: id,
    key,
    sha256,
    bytes,
    demuxer,
    durationMs: duration_ms ?? 1,
    hasAudio: asset.has_audio,
    isHighRange: asset.is_high_range,
    isLarge: Math.min(asset.width ?? 0, asset.height ?? 0) >= largeFrom,
  }
}
