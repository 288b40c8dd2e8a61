import { Card } from '../../../ui/card.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { sizes } from './avatar-draft.ts'
import type { AvatarWork } from './use-avatar-draft.ts'

const usualBackground = '#f4e9dc'
const withoutWords = {
  picture: 'Without one it is transparent beside a circle.',
  engine: 'Transparent, or as the style draws it.',
} as const

/** What stands behind it, and how large it is. */
export function LookFields({ work }: { readonly work: AvatarWork }) {
  const { draft, change } = work
  const hasBackground = draft.background !== undefined
  return (
    <Card title="Background and size">
      <div className="grid gap-4 px-4 py-4 sm:grid-cols-2">
        <div>
          <p className="font-medium">Background</p>
          <Checkbox
            label="A colour behind it"
            help={hasBackground ? undefined : withoutWords[draft.from]}
            checked={hasBackground}
            onChange={({ target }) =>
              change({ background: target.checked ? usualBackground : undefined })
            }
          />
          {hasBackground && (
            <input
              type="color"
              aria-label="Colour of the background"
              value={draft.background}
              onChange={({ target }) => change({ background: target.value.toLowerCase() })}
              className="h-9 w-24 rounded border border-line-strong/60 bg-raised p-1 touch:h-11"
            />
          )}
        </div>
        <Field label="Size" help="Of a side of the square, in pixels.">
          {(wiring) => (
            <Select
              {...wiring}
              className="max-w-44"
              value={draft.size}
              onChange={({ target }) => change({ size: Number(target.value) })}
            >
              {[...new Set([...sizes, draft.size])].map((size) => (
                <option key={size} value={size}>
                  {size} × {size}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </Card>
  )
}
