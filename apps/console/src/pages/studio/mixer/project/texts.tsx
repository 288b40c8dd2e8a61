import { mixLimits, type MixSettings } from '@holdfast/studio/contract'
import { Plus, X } from 'lucide-react'
import { Button } from '../../../../ui/button.tsx'
import { Card } from '../../../../ui/card.tsx'
import { Field } from '../../../../ui/field.tsx'
import { IconButton } from '../../../../ui/icon-button.tsx'
import { Input } from '../../../../ui/input.tsx'
import { Select } from '../../../../ui/select.tsx'
import { NumberField } from '../../parts/number-field.tsx'
import { useRowFocus } from '../../parts/use-row-focus.ts'
import { isTurned } from '../mix-draft.ts'

type Text = MixSettings['texts'][number]

interface TextsProps {
  readonly settings: MixSettings
  readonly onChange: (changes: Partial<MixSettings>) => void
}

const positions = { top: 'At the top', middle: 'In the middle', bottom: 'At the bottom' } as const
const sizes = { small: 'Small', medium: 'Medium', large: 'Large' } as const

/** What is written over the video, where and when. */
export function Texts({ settings, onChange }: TextsProps) {
  const { texts, targetMs } = settings
  const set = (next: readonly Text[]) => onChange({ texts: [...next] })
  const isFull = texts.length >= mixLimits.texts
  const { list, focusNext } = useRowFocus<HTMLUListElement>()
  const add = () => {
    set([...texts, { text: '', position: 'bottom', size: 'medium', fromMs: 0 }])
    focusNext(texts.length, 'text')
  }
  const remove = (index: number) => {
    set(texts.toSpliced(index, 1))
    focusNext(index, 'out')
  }
  return (
    <Card
      title="Texts"
      actions={
        <Button
          size="small"
          disabledReason={isFull ? `A mix takes ${mixLimits.texts} texts.` : undefined}
          onClick={add}
        >
          <Plus aria-hidden /> Add a text
        </Button>
      }
    >
      {texts.length === 0 && (
        <p className="px-4 py-3 text-soft">
          Nothing is written over the video. A name or an address at its end helps to be found.
        </p>
      )}
      <ul ref={list}>
        {texts.map((text, index) => (
          <Row
            // They have no other name than their place.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            text={text}
            number={index + 1}
            lastSecond={targetMs / 1000}
            onChange={(next) => set(texts.with(index, next))}
            onRemove={() => remove(index)}
          />
        ))}
      </ul>
    </Card>
  )
}

interface RowProps {
  readonly text: Text
  readonly number: number
  readonly lastSecond: number
  readonly onChange: (text: Text) => void
  readonly onRemove: () => void
}

function Row({ text, number, lastSecond, onChange, onRemove }: RowProps) {
  const { toMs: _, ...open } = text
  return (
    <li className="flex flex-col gap-3 border-b px-4 py-3 last:border-b-0">
      <div className="flex items-end gap-2">
        <Field label={`Text ${number}`} className="min-w-0 flex-1">
          {(wiring) => (
            <Input
              {...wiring}
              data-part="text"
              dir="auto"
              value={text.text}
              maxLength={200}
              autoComplete="off"
              placeholder="Ember & Oak, open from six"
              onChange={({ target }) => onChange({ ...text, text: target.value })}
            />
          )}
        </Field>
        <IconButton data-part="out" label={`Remove text ${number}`} onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      </div>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Field label="Where">
          {(wiring) => (
            <Select
              {...wiring}
              value={text.position}
              onChange={({ target }) =>
                onChange({ ...text, position: keyOf(positions, target.value) })
              }
            >
              <Options words={positions} />
            </Select>
          )}
        </Field>
        <Field label="How large">
          {(wiring) => (
            <Select
              {...wiring}
              value={text.size}
              onChange={({ target }) => onChange({ ...text, size: keyOf(sizes, target.value) })}
            >
              <Options words={sizes} />
            </Select>
          )}
        </Field>
        <NumberField
          label="From second"
          value={text.fromMs / 1000}
          min={0}
          max={lastSecond}
          hasParts
          onChange={(value = 0) => onChange({ ...text, fromMs: Math.round(value * 1000) })}
        />
        <NumberField
          label="To second"
          help="Empty: to the end."
          error={isTurned(text) ? 'It ends before it begins: nobody sees it.' : undefined}
          value={text.toMs === undefined ? undefined : text.toMs / 1000}
          min={0}
          max={lastSecond}
          hasParts
          isOptional
          onChange={(value) =>
            onChange(value === undefined ? open : { ...text, toMs: Math.round(value * 1000) })
          }
        />
      </div>
    </li>
  )
}

function Options({ words }: { readonly words: Readonly<Record<string, string>> }) {
  return Object.entries(words).map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))
}

/** The options are the keys of the table. */
function keyOf<Key extends string>(words: Readonly<Record<Key, string>>, value: string): Key {
  return (value in words ? value : Object.keys(words)[0]) as Key
}
