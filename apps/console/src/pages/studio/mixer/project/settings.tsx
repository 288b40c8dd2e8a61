import {
  aspects,
  largestSeed,
  mixLimits,
  type Aspect,
  type MixSettings,
} from '@holdfast/studio/contract'
import { Dices } from 'lucide-react'
import { Button } from '../../../../ui/button.tsx'
import { Card } from '../../../../ui/card.tsx'
import { Checkbox } from '../../../../ui/checkbox.tsx'
import { RadioGroup } from '../../../../ui/radio-group.tsx'
import { NumberField } from '../../parts/number-field.tsx'
import { randomSeed } from '../random-seed.ts'

interface SettingsProps {
  readonly settings: MixSettings
  readonly onChange: (changes: Partial<MixSettings>) => void
}

interface Shape {
  readonly label: string
  /** Of its drawing, in pixels. */
  readonly width: number
  readonly height: number
}

const aspectWords: Readonly<Record<Aspect, Shape>> = {
  '9:16': { label: 'Upright, 9:16', width: 9, height: 16 },
  '1:1': { label: 'Square, 1:1', width: 13, height: 13 },
  '16:9': { label: 'Wide, 16:9', width: 16, height: 9 },
}

const varyWords = {
  order: 'The order of the clips',
  starts: 'Where in its clip each piece begins',
  transitions: 'How one piece goes over into the next',
  speed: 'The speed, a little',
  mirror: 'Mirrored pieces',
} as const

/** Shape, length, how many, and what differs from one to the next. */
export function Settings({ settings, onChange }: SettingsProps) {
  const { aspect, targetMs, variants, quality } = settings
  return (
    <Card title="The videos">
      <div className="flex flex-col gap-5 px-4 py-4">
        <RadioGroup
          legend="Shape"
          value={aspect}
          onChoose={(value) => onChange({ aspect: value })}
          options={aspects.map((value) => ({
            value,
            label: (
              <span className="inline-flex items-center gap-2">
                {aspectWords[value].label}
                <span
                  aria-hidden
                  className="rounded-sm bg-line-strong"
                  style={{ width: aspectWords[value].width, height: aspectWords[value].height }}
                />
              </span>
            ),
          }))}
        />
        <div className="grid grid-cols-2 gap-3">
          <NumberField
            label="Seconds"
            help="How long each is."
            value={targetMs / 1000}
            min={mixLimits.minMs / 1000}
            max={mixLimits.maxMs / 1000}
            hasParts
            onChange={(value = 15) => onChange({ targetMs: Math.round(value * 1000) })}
          />
          <NumberField
            label="Variants"
            help="How many are made."
            value={variants}
            min={1}
            max={mixLimits.variants}
            onChange={(value = 1) => onChange({ variants: value })}
          />
        </div>
        <Seed settings={settings} onChange={onChange} />
        <Vary settings={settings} onChange={onChange} />
        <RadioGroup
          legend="Quality"
          value={quality}
          onChoose={(value) => onChange({ quality: value })}
          options={[
            { value: 'draft', label: 'Draft', help: 'Small and quick, to look at.' },
            { value: 'standard', label: 'Standard', help: 'To publish.' },
          ]}
        />
      </div>
    </Card>
  )
}

function Seed({ settings, onChange }: SettingsProps) {
  return (
    <div className="flex items-start gap-2">
      <NumberField
        label="Seed"
        help="The same seed repeats an edit."
        value={settings.seed}
        min={0}
        max={largestSeed}
        className="min-w-0 flex-1"
        onChange={(seed = 0) => onChange({ seed })}
      />
      <Button className="mt-7 h-9 touch:h-11" onClick={() => onChange({ seed: randomSeed() })}>
        <Dices aria-hidden /> Shuffle
      </Button>
    </div>
  )
}

function Vary({ settings, onChange }: SettingsProps) {
  const { vary } = settings
  return (
    <fieldset>
      <legend className="mb-1 font-medium">What varies</legend>
      {/* The keys of the table are those of what varies. */}
      {(Object.keys(varyWords) as (keyof typeof varyWords)[]).map((name) => (
        <Checkbox
          key={name}
          label={varyWords[name]}
          checked={vary[name]}
          onChange={({ target }) => onChange({ vary: { ...vary, [name]: target.checked } })}
        />
      ))}
    </fieldset>
  )
}
