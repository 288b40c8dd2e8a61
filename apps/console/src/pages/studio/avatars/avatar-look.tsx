import type { AvatarEngine } from '@holdfast/studio/contract'
import { useDebounced } from '@holdfast/ui/debounced/react'
import { useQuery } from '@tanstack/react-query'
import { CircleUserRound, Sparkles } from 'lucide-react'
import '../studio.css'
import { assetLinksQuery, assetQuery } from '../data/asset-queries.ts'
import { engineOf, styleOf, type AvatarDraft, type PictureStyle } from './avatar-draft.ts'
import { extentOf, middleCrop } from './crop.ts'
import { previewUrl } from './preview-url.ts'
import { PreviewPicture } from './style-gallery.tsx'

interface AvatarLookProps {
  readonly draft: AvatarDraft
  readonly engines: readonly AvatarEngine[]
}

/** About what it will look like. */
export function AvatarLook({ draft, engines }: AvatarLookProps) {
  if (draft.from === 'picture') return <PictureLook draft={draft} />
  return <EngineLook draft={draft} engines={engines} />
}

function EngineLook({ draft, engines }: AvatarLookProps) {
  const engine = engineOf(draft, engines)
  const style = engine && styleOf(draft, engine)
  const seed = useDebounced(draft.seed.trim(), 500)
  const background = useDebounced(draft.background, 500)
  if (engine === undefined || engine.reads || style === undefined) {
    return (
      <span className="studio-look">
        <Sparkles aria-hidden className="size-8" />
      </span>
    )
  }
  const url = previewUrl({ style: style.name, seed: seed === '' ? 'seed' : seed, background })
  return <PreviewPicture url={url} size="large" />
}

/** As a browser would do it; the service's own tones are a little finer. */
const filters: Readonly<Record<PictureStyle, string>> = {
  none: 'none',
  mono: 'grayscale(1)',
  warm: 'sepia(0.28) saturate(1.25)',
  cool: 'hue-rotate(-8deg) saturate(0.9) brightness(1.03)',
  poster: 'contrast(1.5) saturate(1.5)',
}

function PictureLook({ draft }: Pick<AvatarLookProps, 'draft'>) {
  const { assetId = '', shape, pictureStyle, background } = draft
  const isChosen = assetId !== ''
  const asset = useQuery({ ...assetQuery(assetId), enabled: isChosen })
  const links = useQuery({ ...assetLinksQuery(assetId), enabled: isChosen })
  if (asset.data === undefined || links.data === undefined) {
    return (
      <span className="studio-look" data-shape="circle">
        <CircleUserRound aria-hidden className="size-8" />
      </span>
    )
  }
  const picture = { width: asset.data.width ?? 1, height: asset.data.height ?? 1 }
  const crop = draft.crop ?? middleCrop(picture)
  const { across, down } = extentOf(crop, picture)
  return (
    <span className="studio-look" style={background === undefined ? {} : { background }}>
      <span data-shape={shape} className="studio-look-cut">
        <img
          src={links.data.viewUrl}
          alt=""
          style={{
            width: `${100 / across}%`,
            height: `${100 / down}%`,
            left: `${(-crop.x / across) * 100}%`,
            top: `${(-crop.y / down) * 100}%`,
            filter: filters[pictureStyle],
          }}
        />
      </span>
    </span>
  )
}
