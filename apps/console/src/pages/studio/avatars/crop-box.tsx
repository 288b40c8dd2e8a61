import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import '../studio.css'
import type { Shape } from './avatar-draft.ts'
import { extentOf, moveCrop, resizeCrop, type Crop } from './crop.ts'

interface CropBoxProps {
  readonly url: string
  readonly name: string
  readonly picture: { readonly width: number; readonly height: number }
  readonly crop: Crop
  readonly shape: Shape
  readonly onCrop: (crop: Crop) => void
}

const steps: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
const step = 0.01
const largeStep = 0.1

/** A picture with the square that is taken of it, which is dragged or moved by the arrow keys. */
export function CropBox({ url, name, picture, crop, shape, onCrop }: CropBoxProps) {
  const frame = useRef<HTMLDivElement>(null)
  const held = useRef<{ readonly x: number; readonly y: number; readonly crop: Crop }>(undefined)
  const { across, down } = extentOf(crop, picture)

  const hold = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { x: event.clientX, y: event.clientY, crop }
  }
  const drag = (event: PointerEvent<HTMLElement>) => {
    const box = frame.current?.getBoundingClientRect()
    const from = held.current
    if (box === undefined || from === undefined) return
    const by = { x: (event.clientX - from.x) / box.width, y: (event.clientY - from.y) / box.height }
    onCrop(moveCrop(from.crop, by, picture))
  }
  const letGo = () => {
    held.current = undefined
  }
  const press = (event: KeyboardEvent) => {
    const by = steps[event.key]
    const size = event.shiftKey ? largeStep : step
    if (by) onCrop(moveCrop(crop, { x: by.x * size, y: by.y * size }, picture))
    else if (event.key === '+') onCrop(resizeCrop(crop, crop.side + step * 2, picture))
    else if (event.key === '-') onCrop(resizeCrop(crop, crop.side - step * 2, picture))
    else return
    event.preventDefault()
  }
  return (
    <div ref={frame} className="studio-cut">
      <img src={url} alt={name} width={picture.width} height={picture.height} draggable={false} />
      <button
        type="button"
        aria-label={`Part of the picture that is taken: ${placeWords(crop)}. Arrow keys move it, plus and minus change its size.`}
        onPointerDown={hold}
        onPointerMove={drag}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        onKeyDown={press}
        data-shape={shape}
        className="studio-crop"
        style={{
          left: `${crop.x * 100}%`,
          top: `${crop.y * 100}%`,
          width: `${across * 100}%`,
          height: `${down * 100}%`,
        }}
      />
    </div>
  )
}

function placeWords({ x, y, side }: Crop): string {
  const [left, top, size] = [x, y, side].map((part) => `${Math.round(part * 100)}%`)
  return `${size} of it, ${left} from the left, ${top} from the top`
}
