import { useId } from 'react'

interface SliderProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** The value in words, for the eye and the ear. */
  readonly words: string
  readonly onChange: (value: number) => void
}

/** An amount that is felt rather than typed. */
export function Slider({ label, value, min, max, step, words, onChange }: SliderProps) {
  const id = useId()
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <span className="text-12 text-soft tabular-nums">{words}</span>
      </div>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={words}
        onChange={({ target }) => onChange(target.valueAsNumber)}
        className="h-6 w-full accent-(--ember-fill) touch:h-11"
      />
    </div>
  )
}
