import { useId, type ReactNode } from 'react'
import { boxStyle } from './checkbox.tsx'

interface RadioGroupProps<Value extends string> {
  readonly legend: ReactNode
  readonly value: Value
  readonly onChoose: (value: Value) => void
  readonly options: readonly {
    readonly value: Value
    readonly label: ReactNode
    readonly help?: ReactNode
  }[]
  /** What belongs to the choice and stands below it. */
  readonly children?: ReactNode
}

/** One of a few, all in view. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { legend, value, onChoose, options, children } = props
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{legend}</legend>
      {options.map((option) => (
        <div key={option.value} className="flex gap-2.5 py-1 touch:py-0">
          <input
            id={`${name}-${option.value}`}
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
            className={boxStyle}
          />
          <label htmlFor={`${name}-${option.value}`} className="min-w-0 flex-1 touch:py-[11.5px]">
            {option.label}
            {option.help !== undefined && <span className="text-faint"> {option.help}</span>}
          </label>
        </div>
      ))}
      {children}
    </fieldset>
  )
}
