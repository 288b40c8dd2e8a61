import type { Asset } from '@holdfast/studio/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { assetLinksQuery } from '../data/asset-queries.ts'
import '../studio.css'
import { AssetThumb } from './asset-thumb.tsx'
import { atThisOrigin } from './at-this-origin.ts'

interface MediaViewProps {
  readonly asset: Pick<Asset, 'id' | 'kind' | 'name' | 'previewUrl' | 'durationMs'>
  /** Avatars are. */
  readonly isSquare?: boolean
  readonly className?: string
}

/** The file itself: a picture to look at, a video or a song to play. */
export function MediaView({ asset, isSquare = false, className }: MediaViewProps) {
  const { data, error, refetch } = useQuery(assetLinksQuery(asset.id))
  const [isBroken, setBroken] = useState(false)
  if (error !== null && data === undefined) {
    return <Failure error={error} retry={() => void refetch()} />
  }
  if (isBroken) {
    return (
      <Notice
        tone="warning"
        role="status"
        title="Your browser can not show this"
        className={className ?? ''}
      >
        Download it to look at it with another program.
      </Notice>
    )
  }
  return (
    <div
      {...(isSquare ? { 'data-square': true } : {})}
      className={classNames(asset.kind === 'audio' ? '' : 'studio-media', className)}
    >
      {data === undefined ? (
        asset.kind !== 'audio' && (
          <AssetThumb asset={asset} fit="contain" shape="filled" className="absolute inset-0" />
        )
      ) : (
        <Player asset={asset} url={data.viewUrl} onBroken={() => setBroken(true)} />
      )}
    </div>
  )
}

interface PlayerProps {
  readonly asset: MediaViewProps['asset']
  readonly url: string
  readonly onBroken: () => void
}

function Player({ asset: { kind, name, previewUrl }, url, onBroken }: PlayerProps) {
  switch (kind) {
    case 'image':
      return <img src={url} alt={name} onError={onBroken} />
    case 'video':
      return (
        // What people upload and mix has no captions to offer.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <video
          src={url}
          {...(previewUrl === null ? {} : { poster: atThisOrigin(previewUrl) })}
          aria-label={name}
          controls
          playsInline
          preload="metadata"
          onError={onBroken}
        />
      )
    case 'audio':
      return (
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio src={url} aria-label={name} controls onError={onBroken} className="w-full" />
      )
  }
}
