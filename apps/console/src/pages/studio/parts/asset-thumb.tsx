import type { Asset } from '@holdfast/studio/contract'
import { Clapperboard, ImageIcon, Music } from 'lucide-react'
import { useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import '../studio.css'
import { clockWords } from './amounts.ts'
import { atThisOrigin } from './at-this-origin.ts'

interface AssetThumbProps {
  readonly asset: Pick<Asset, 'kind' | 'previewUrl' | 'durationMs'>
  /** With how long it plays, in the corner. */
  readonly hasClock?: boolean
  /** `contain` shows all of it, such as an avatar. */
  readonly fit?: 'cover' | 'contain'
  /** `filled`: the place around it says how large it is. */
  readonly shape?: 'wide' | 'filled'
  readonly className?: string
}

const icons = { image: ImageIcon, video: Clapperboard, audio: Music }

/** A small picture of a file; its sign where there is none. Its name stands beside it. */
export function AssetThumb(props: AssetThumbProps) {
  const { asset, hasClock = false, fit = 'cover', shape = 'wide', className } = props
  const { kind, previewUrl, durationMs } = asset
  const [brokenUrl, setBrokenUrl] = useState<string>()
  const Icon = icons[kind]
  return (
    <span
      data-kind={kind}
      data-fit={fit}
      data-shape={shape}
      className={classNames('studio-thumb', className)}
    >
      {previewUrl !== null && previewUrl !== brokenUrl ? (
        <img
          src={atThisOrigin(previewUrl)}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setBrokenUrl(previewUrl)}
        />
      ) : (
        <Icon aria-hidden />
      )}
      {hasClock && durationMs !== null && (
        <span className="studio-mark right-2 bottom-2">{clockWords(durationMs)}</span>
      )}
    </span>
  )
}
