import type { CustomerDetail } from '@holdfast/bookings/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import { notify } from '../../../data/notify.ts'
import { FormDialog } from '../../../ui/ask/form-dialog.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { bookingsKey } from '../../bookings/data/booking-queries.ts'
import { paymentsKey } from '../../payments/data/payments-key.ts'
import { eraseRefusal, namesCustomer } from '../customer-words.ts'
import { customersKey } from '../data/customer-queries.ts'
import { api } from '../data/customers-api.ts'

interface EraseDialogProps {
  readonly customer: CustomerDetail
  readonly onClose: () => void
  readonly onErased: () => void
}

/** What goes and what stays, and whom: they are named before it can be done, since nothing undoes it. */
export function EraseDialog({ customer, onClose, onErased }: EraseDialogProps) {
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const erasing = useErase(customer, onErased)
  const refusal = eraseRefusal(erasing.error)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const isNamed = namesCustomer(typed, customer)
    setWrong(!isNamed)
    if (!isNamed) field.current?.focus()
    else if (!erasing.isPending) erasing.mutate()
  }
  return (
    <FormDialog
      look="danger"
      title={`Erase ${customer.name} for ever?`}
      text="Only when they ask for it: nobody can bring any of it back."
      form={{
        onSubmit,
        isSubmitting: erasing.isPending,
        failure: refusal === undefined ? erasing.error : undefined,
      }}
      submit={`Erase ${customer.name}`}
      leave="Keep them"
      onClose={onClose}
    >
      <GoesAndStays />
      <TextField
        ref={field}
        label="Type their name, or the reference of one of their bookings"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={isWrong ? `That is not them. Type “${customer.name}” to erase them.` : undefined}
      />
      {refusal !== undefined && (
        <Notice role="alert" tone="danger" title={refusal.title}>
          <p className="text-soft">{refusal.text}</p>
        </Notice>
      )}
    </FormDialog>
  )
}

function GoesAndStays() {
  return (
    <dl className="flex flex-col gap-3 text-soft">
      <div>
        <dt className="font-medium text-ink">What goes</dt>
        <dd>
          Name, e-mail, phone, addresses, allergies, wishes, notes, booking references, links and
          kept mails.
        </dd>
      </div>
      <div>
        <dt className="font-medium text-ink">What stays</dt>
        <dd>
          Dates, numbers of guests, prices and every movement of money, without their name. The
          bookings show as “Erased guest”.
        </dd>
      </div>
    </dl>
  )
}

/** Their pages and whatever named them are read anew. */
function useErase({ id, name }: CustomerDetail, onErased: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => api.bookings.eraseCustomer({ params: { id }, body: {} }),
    onSuccess: () => {
      notify(`${name} is erased`, 'What was paid stays in the books without their name.')
      onErased()
      for (const queryKey of [customersKey, bookingsKey, paymentsKey]) {
        void queryClient.invalidateQueries({ queryKey })
      }
    },
  })
}
