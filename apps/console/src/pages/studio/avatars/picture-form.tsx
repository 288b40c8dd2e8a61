import { pictureStyles, type Asset } from '@holdfast/studio/contract'
import { useQuery } from '@tanstack/react-query'
import { ImagePlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { assetLinksQuery, assetQuery } from '../data/asset-queries.ts'
import { AssetPicker } from '../parts/asset-picker.tsx'
import { Slider } from '../parts/slider.tsx'
import type { PictureStyle, Shape } from './avatar-draft.ts'
import { middleCrop, resizeCrop, smallestSide } from './crop.ts'
import { CropBox } from './crop-box.tsx'
import type { AvatarWork } from './use-avatar-draft.ts'

const shapes: readonly { readonly value: Shape; readonly label: string }[] = [
  { value: 'circle', label: 'Circle' },
  { value: 'square', label: 'Square' },
]

const styleWords: Readonly<Record<PictureStyle, string>> = {
  none: 'As it is',
  mono: 'Black and white',
  warm: 'Warmer',
  cool: 'Cooler',
  poster: 'Poster',
}

/** Which picture, which part of it, in which shape and tone. */
export function PictureForm({ work }: { readonly work: AvatarWork }) {
  const { draft, change } = work
  const [isPicking, setPicking] = useState(false)
  return (
    <Card
      title="Picture"
      actions={
        <Button size="small" onClick={() => setPicking(true)}>
          <ImagePlus aria-hidden />{' '}
          {draft.assetId === undefined ? 'Choose a picture' : 'Another picture'}
        </Button>
      }
    >
      {draft.assetId === undefined ? (
        <StateFrame
          Icon={ImagePlus}
          title="No picture is chosen yet"
          text="Choose one of the library; then drag the square to the part that counts."
        />
      ) : (
        <Chosen key={draft.assetId} assetId={draft.assetId} work={work} />
      )}
      <div className="grid gap-5 border-t px-4 py-4 sm:grid-cols-2">
        <RadioGroup
          legend="Shape"
          value={draft.shape}
          onChoose={(shape) => change({ shape })}
          options={shapes}
        />
        <RadioGroup
          legend="Tone"
          value={draft.pictureStyle}
          onChoose={(pictureStyle) => change({ pictureStyle })}
          options={pictureStyles.map((value) => ({ value, label: styleWords[value] }))}
        />
      </div>
      {isPicking && (
        <AssetPicker
          title="Choose a picture"
          kind="image"
          most={1}
          onChoose={([chosen]) => chosen && change({ assetId: chosen.id, crop: undefined })}
          onClose={() => setPicking(false)}
        />
      )}
    </Card>
  )
}

interface ChosenProps {
  readonly assetId: string
  readonly work: AvatarWork
}

function Chosen({ assetId, work }: ChosenProps) {
  const asset = useQuery(assetQuery(assetId))
  const links = useQuery(assetLinksQuery(assetId))
  const error = asset.error ?? links.error
  if (asset.data === undefined || links.data === undefined) {
    if (error !== null) {
      return (
        <Failure
          error={error}
          retry={() => {
            void asset.refetch()
            void links.refetch()
          }}
          notFound={
            <StateFrame
              Icon={ImagePlus}
              title="This picture is gone"
              text="Somebody deleted it from the library. Choose another one."
            />
          }
        />
      )
    }
    return <div className="appear-late h-64 rounded bg-hover" />
  }
  return <Cropping asset={asset.data} url={links.data.viewUrl} work={work} />
}

interface CroppingProps {
  readonly asset: Asset
  readonly url: string
  readonly work: AvatarWork
}

function Cropping({ asset, url, work: { draft, change } }: CroppingProps) {
  const picture = { width: asset.width ?? 1, height: asset.height ?? 1 }
  const crop = draft.crop ?? middleCrop(picture)
  return (
    <div className="flex flex-col gap-3 px-4 py-4">
      <CropBox
        url={url}
        name={asset.name}
        picture={picture}
        crop={crop}
        shape={draft.shape}
        onCrop={(next) => change({ crop: next })}
      />
      <Slider
        label="Part of the picture"
        min={smallestSide}
        max={1}
        step={0.01}
        value={crop.side}
        words={`${Math.round(crop.side * 100)}%`}
        onChange={(side) => change({ crop: resizeCrop(crop, side, picture) })}
      />
    </div>
  )
}
