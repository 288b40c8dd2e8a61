import { Field } from '../../../../ui/field.tsx'
import { Textarea } from '../../../../ui/input.tsx'

const longest = 300

interface ReasonFieldProps {
  readonly reason: string
  readonly onChange: (reason: string) => void
  /** It must be given, and why. */
  readonly isNeeded?: boolean
  readonly error?: string | undefined
  /** Of the field with its label, for who moves the focus there. */
  readonly id?: string
}

/** Why something is decided about a booking, for the colleagues. */
export function ReasonField({ reason, onChange, isNeeded = false, error, id }: ReasonFieldProps) {
  return (
    <div id={id}>
      <Field
        label="Reason"
        isOptional={!isNeeded}
        error={error}
        help={`It stays in the timeline for your colleagues. ${longest - reason.length} characters left.`}
      >
        {(wiring) => (
          <Textarea
            {...wiring}
            value={reason}
            maxLength={longest}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
    </div>
  )
}
