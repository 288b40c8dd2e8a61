import { api } from '../../../../data/api.ts'
import { FormDialog } from '../../../../ui/ask/form-dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TextField } from '../../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../../ui/form/use-api-form.ts'
import { Textarea } from '../../../../ui/input.tsx'
import { useBookingChange } from '../../data/use-booking-change.ts'
import { changesOf, changeValues, valuesOf } from './booking-changes.ts'
import type { DeedDialogProps } from './deed-dialog-props.ts'

/** Changes who comes and what they wish. What is not touched stays as it is. */
export function ChangeDialog({ booking, onClose }: DeedDialogProps) {
  const { id, version, contact } = booking
  const change = useBookingChange(id, {
    send: (body: ReturnType<typeof changesOf>) =>
      api.bookings.changeBooking({ params: { id }, body: { ...body, version } }),
    done: ({ reference }) => [`Booking ${reference} is changed`],
  })
  const form = useApiForm({
    schema: changeValues,
    defaultValues: valuesOf(booking),
    async submit(values) {
      const changes = changesOf(booking, values)
      if (Object.keys(changes).length > 0) await change.mutateAsync(changes)
      onClose()
    },
  })
  const { errors } = form.formState
  const number = { inputMode: 'numeric', autoComplete: 'off', maxLength: 2 } as const
  return (
    <FormDialog
      title={`Change the dinner of ${contact.name}`}
      text="Another number of guests has another price, by what the station asks today. The deposit stays."
      form={form}
      submit="Save changes"
      leave="Leave as it is"
      onClose={onClose}
    >
      <div className="grid grid-cols-3 items-start gap-3">
        <TextField
          {...number}
          {...form.register('adults')}
          label="Adults"
          error={errors.adults?.message}
        />
        <TextField
          {...number}
          {...form.register('children')}
          label="Children"
          help="6 to 12"
          error={errors.children?.message}
        />
        <TextField
          {...number}
          {...form.register('underSix')}
          label="Under six"
          error={errors.underSix?.message}
        />
      </div>
      <TextField
        {...form.register('allergies')}
        label="Allergies"
        help="With commas between them."
        error={errors.allergies?.message}
      />
      <Field label="Wishes" error={errors.wishes?.message}>
        {(wiring) => <Textarea {...form.register('wishes')} {...wiring} />}
      </Field>
    </FormDialog>
  )
}
