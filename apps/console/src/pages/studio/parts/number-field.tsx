import { useState, type ReactNode } from 'react'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { readNumber } from './read-number.ts'
import { useTellUnread } from './unread-fields.tsx'

interface NumberFieldProps {
  readonly label: ReactNode
  readonly value: number | undefined
  readonly min: number
  readonly max: number
  /** Parts of one are welcome. */
  readonly hasParts?: boolean
  /** An empty field means something of its own. */
  readonly isOptional?: boolean
  readonly help?: ReactNode
  /** What is wrong with it beside others, where it can be meant by itself. */
  readonly error?: string | undefined
  readonly className?: string
  readonly onChange: (value: number | undefined) => void
}

/** A number to type. What can not be meant stays in the field and is said; it changes nothing. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, min, max, hasParts = false, isOptional = false, onChange } = props
  const [text, setText] = useState(textOf(value))
  const [lastValue, setLastValue] = useState(value)
  const read = readNumber(text, { min, max, hasParts, isOptional })
  useTellUnread(read.error !== undefined)
  // Changed from elsewhere, such as by the dice.
  if (value !== lastValue) {
    setLastValue(value)
    if (read.error !== undefined || read.value !== value) setText(textOf(value))
  }
  return (
    <Field
      label={label}
      help={props.help}
      error={read.error ?? props.error}
      {...(props.className ? { className: props.className } : {})}
    >
      {(wiring) => (
        <Input
          {...wiring}
          inputMode={hasParts ? 'decimal' : 'numeric'}
          autoComplete="off"
          value={text}
          onChange={({ target }) => {
            setText(target.value)
            const next = readNumber(target.value, { min, max, hasParts, isOptional })
            if (next.error !== undefined || next.value === value) return
            setLastValue(next.value)
            onChange(next.value)
          }}
          className="tabular-nums"
        />
      )}
    </Field>
  )
}

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}
