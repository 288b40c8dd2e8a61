import type { Asset, AssetKind, AssetOrigin } from '@holdfast/studio/contract'
import { bytesWords, clockWords } from './amounts.ts'

interface KindWords {
  readonly label: string
  readonly many: string
}

export const kindWords: Readonly<Record<AssetKind, KindWords>> = {
  video: { label: 'Video', many: 'Videos' },
  image: { label: 'Picture', many: 'Pictures' },
  audio: { label: 'Song', many: 'Songs' },
}

export const originWords: Readonly<Record<AssetOrigin, string>> = {
  upload: 'Uploaded',
  mix: 'Mixed here',
  contactSheet: 'Contact sheets',
  avatar: 'Avatars',
}

/** Of one file: `Mixed here by you`. */
export const cameWords: Readonly<Record<AssetOrigin, string>> = {
  upload: 'Uploaded',
  mix: 'Mixed here',
  contactSheet: 'Stills of a video that was mixed here',
  avatar: 'Made here',
}

type Measured = Pick<Asset, 'kind' | 'bytes' | 'width' | 'height' | 'durationMs'>

/** What a tile has room for: `0:42 · 12 MB`, `1200 × 800 · 640 kB`. */
export function measureWords({ bytes, width, height, durationMs }: Measured): string {
  const length = durationMs === null ? [] : [clockWords(durationMs)]
  const size =
    durationMs === null && width !== null && height !== null ? [`${width} × ${height}`] : []
  return [...length, ...size, bytesWords(bytes)].join(' · ')
}

/** For the ear, where the picture says nothing: `Video, 0:42`. */
export function spokenAsset({ kind, durationMs }: Pick<Asset, 'kind' | 'durationMs'>): string {
  const { label } = kindWords[kind]
  return durationMs === null ? label : `${label}, ${clockWords(durationMs)}`
}
