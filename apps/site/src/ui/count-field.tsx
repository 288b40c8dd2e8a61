import minus from 'lucide-static/icons/minus.svg?raw'
import plus from 'lucide-static/icons/plus.svg?raw'
import { Icon } from './icon.tsx'

export interface CountFieldProps {
  readonly name: string
  readonly label: string
  readonly help: string
  /** One of them, for the buttons: "adult". */
  readonly one: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly error?: string | undefined
  /** Too many may be typed: whoever asks says so, instead of another number standing there unseen. */
  readonly keepsTyped?: boolean
  readonly onValue: (value: number) => void
}

/** A number that is typed or moved by one with large buttons. */
export function CountField(props: CountFieldProps) {
  const { name, value } = props
  const set = (next: number) => props.onValue(Math.min(props.max, Math.max(props.min, next)))
  return (
    <div class="count">
      <div class="count-words">
        <label for={name}>{props.label}</label>
        <p class="field-help" id={`${name}-help`}>
          {props.help}
        </p>
      </div>
      <div class="count-control">
        <button
          type="button"
          aria-label={`Remove one ${props.one}`}
          aria-disabled={value <= props.min}
          onClick={() => set(value - 1)}
        >
          <Icon svg={minus} />
        </button>
        <input
          id={name}
          name={name}
          inputMode="numeric"
          autoComplete="off"
          value={value}
          aria-invalid={props.error !== undefined}
          aria-describedby={`${name}-help ${name}-error`}
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => {
            const digits = event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 3)
            if (props.keepsTyped === true) props.onValue(Number(digits))
            else set(Number(digits))
            event.currentTarget.value = digits
          }}
          onBlur={(event) => {
            event.currentTarget.value = String(value)
          }}
        />
        <button
          type="button"
          aria-label={`Add one ${props.one}`}
          aria-disabled={value >= props.max}
          onClick={() => set(value + 1)}
        >
          <Icon svg={plus} />
        </button>
      </div>
      <p class="field-error" id={`${name}-error`}>
        {props.error}
      </p>
    </div>
  )
}
