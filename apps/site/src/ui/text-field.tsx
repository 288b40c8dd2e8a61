import type { JSX } from 'preact'

interface FieldFrame {
  readonly name: string
  readonly label: string
  readonly help?: string
  readonly optional?: boolean
  readonly error?: string | undefined
}

export interface TextFieldProps extends FieldFrame {
  readonly value: string
  readonly onValue: (value: string) => void
  readonly type?: 'text' | 'email' | 'tel' | 'date'
  /** The first day of a date. */
  readonly min?: string
  readonly autoComplete?: string
  readonly inputMode?: 'text' | 'numeric' | 'tel' | 'email'
  readonly maxLength?: number
  readonly rows?: number
  readonly spellcheck?: boolean
}

/** Label above, help below it, the error under the field in words. `rows` makes it a text area. */
export function TextField(props: TextFieldProps) {
  const shared = {
    ...describedField(props),
    value: props.value,
    maxLength: props.maxLength,
    spellcheck: props.spellcheck,
    autoComplete: props.autoComplete,
    required: !props.optional,
    onInput: (event: JSX.TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      props.onValue(event.currentTarget.value),
  }
  return (
    <Field {...props}>
      {props.rows === undefined ? (
        <input
          type={props.type ?? 'text'}
          min={props.min}
          inputMode={props.inputMode}
          {...shared}
        />
      ) : (
        <textarea rows={props.rows} {...shared} />
      )}
    </Field>
  )
}

export interface SelectFieldProps extends FieldFrame {
  readonly value: string
  readonly onValue: (value: string) => void
  readonly choices: readonly { readonly value: string; readonly text: string }[]
  readonly autoComplete?: string
}

export function SelectField(props: SelectFieldProps) {
  return (
    <Field {...props}>
      <select
        {...describedField(props)}
        value={props.value}
        autoComplete={props.autoComplete}
        onChange={(event) => props.onValue(event.currentTarget.value)}
      >
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </select>
    </Field>
  )
}

function Field(props: FieldFrame & { readonly children: JSX.Element }) {
  return (
    <div class="field">
      <label for={props.name}>
        {props.label} {props.optional && <span class="field-optional">optional</span>}
      </label>
      {props.help !== undefined && (
        <p class="field-help" id={`${props.name}-help`}>
          {props.help}
        </p>
      )}
      {props.children}
      <p class="field-error" id={`${props.name}-error`}>
        {props.error}
      </p>
    </div>
  )
}

function describedField(props: FieldFrame) {
  const described = [
    props.help === undefined ? undefined : `${props.name}-help`,
    props.error === undefined ? undefined : `${props.name}-error`,
  ].filter((id) => id !== undefined)
  return {
    id: props.name,
    name: props.name,
    'aria-invalid': props.error !== undefined,
    ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
  }
}
