import type { CustomerDetail, CustomerNote } from '@holdfast/bookings/contract'
import { useQueryClient } from '@tanstack/react-query'
import type { ElementType } from 'react'
import { z } from 'zod'
import { notify } from '../../../data/notify.ts'
import { useMe } from '../../../data/session.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { formatDistance, formatMoment } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { Textarea } from '../../../ui/input.tsx'
import { customersKey } from '../data/customer-queries.ts'
import { api } from '../data/customers-api.ts'

const longest = 1_000

const shape = z.object({
  text: z.string().trim().min(1, 'Write something first.').max(longest, 'That is too long.'),
})

interface CustomerNotesProps {
  readonly customer: CustomerDetail
  readonly Heading: ElementType
}

/** What colleagues noted, the latest first, and a place for one more. */
export function CustomerNotes({ customer, Heading }: CustomerNotesProps) {
  return (
    <section>
      <Heading className="mb-2 font-semibold">Notes</Heading>
      <NewNote customerId={customer.id} />
      {customer.notes.length > 0 && (
        <ul className="mt-4 rounded border">
          {customer.notes.toSorted(latestFirst).map((note) => (
            <Note key={note.id} note={note} />
          ))}
        </ul>
      )}
    </section>
  )
}

function latestFirst(one: CustomerNote, other: CustomerNote): number {
  return other.at.localeCompare(one.at)
}

function NewNote({ customerId }: { readonly customerId: string }) {
  const permission = usePermission('customers.annotate')
  const queryClient = useQueryClient()
  const form = useApiForm({
    schema: shape,
    defaultValues: { text: '' },
    async submit({ text }) {
      await api.bookings.noteAboutCustomer({ params: { id: customerId }, body: { text } })
      await queryClient.invalidateQueries({ queryKey: [...customersKey, 'one', customerId] })
      form.reset()
      notify('The note is added', 'Your colleagues see it here.')
    },
  })
  const { errors, isSubmitting } = form.formState
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-3">
      <Field
        label="Add a note"
        help="For your colleagues. It is part of an export, and goes with an erase."
        error={errors.text?.message}
      >
        {(wiring) => <Textarea {...form.register('text')} {...wiring} maxLength={longest} />}
      </Field>
      <FormFailure failure={form.failure} />
      <Button
        type="submit"
        className="self-start"
        isBusy={isSubmitting}
        disabledReason={permission.allowed ? undefined : permission.reason}
      >
        Add the note
      </Button>
    </form>
  )
}

function Note({ note }: { readonly note: CustomerNote }) {
  const { person } = useMe()
  const now = useNow()
  const { text, by, at } = note
  const who = by.id === person.id ? 'you' : (by.name ?? 'somebody who has left')
  return (
    <li className="border-b px-3 py-2.5 last:border-b-0">
      <p className="whitespace-pre-line wrap-anywhere">{text}</p>
      <p className="mt-0.5 text-12 text-faint">
        by {who} ·{' '}
        <time dateTime={at} title={formatMoment(at)}>
          {formatDistance(at, now)}
        </time>
      </p>
    </li>
  )
}
