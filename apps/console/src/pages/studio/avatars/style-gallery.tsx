import type { AvatarEngine } from '@holdfast/studio/contract'
import { ImageOff } from 'lucide-react'
import { useId, useState } from 'react'
import '../studio.css'
import { previewUrl } from './preview-url.ts'

interface StyleGalleryProps {
  readonly styles: AvatarEngine['styles']
  readonly chosen: string
  readonly seed: string
  readonly background: string | undefined
  readonly onChoose: (style: string) => void
}

/** The styles as they would draw this seed. */
export function StyleGallery({ styles, chosen, seed, background, onChoose }: StyleGalleryProps) {
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-2 font-medium">Style</legend>
      <div className="studio-styles">
        {styles.map((style) => (
          <label key={style.name} className="studio-style">
            <input
              type="radio"
              name={name}
              checked={style.name === chosen}
              onChange={() => onChoose(style.name)}
            />
            <PreviewPicture
              url={previewUrl({ style: style.name, seed, background })}
              size="small"
            />
            <span className="w-full truncate">{style.title}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface PreviewPictureProps {
  readonly url: string
  readonly size: 'small' | 'large'
}

/** What would be drawn; its place is kept while it comes. */
export function PreviewPicture({ url, size }: PreviewPictureProps) {
  const [brokenUrl, setBrokenUrl] = useState<string>()
  return (
    <span className="studio-look" data-size={size} data-fit="contain">
      {url === brokenUrl ? (
        <ImageOff aria-hidden className="size-5 text-faint" />
      ) : (
        <img src={url} alt="" loading="lazy" decoding="async" onError={() => setBrokenUrl(url)} />
      )}
    </span>
  )
}
