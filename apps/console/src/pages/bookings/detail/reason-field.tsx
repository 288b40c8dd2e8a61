import { Field } from '../../../ui/field.tsx'
import { Textarea } from '../../../ui/input.tsx'

const longest = 300

interface ReasonFieldProps {
  readonly reason: string
  readonly onChange: (reason: string) => void
}

/** Why a dinner is cancelled, for the colleagues. */
export function ReasonField({ reason, onChange }: ReasonFieldProps) {
  return (
    <Field
      label="Reason"
      isOptional
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
  )
}
