import { isCallError, type CallError } from '@holdfast/client'
import type { CustomerDetail } from '@holdfast/bookings/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { notify } from '../../../data/notify.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
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
  const formId = useId()
  const erasing = useErase(customer, onErased)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isNamed = namesCustomer(typed, customer)
    setWrong(!isNamed)
    if (!isNamed) document.getElementById(formId)?.querySelector('input')?.focus()
    else if (!erasing.isPending) erasing.mutate()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      title={`Erase ${customer.name} for ever?`}
      text="Only when they ask for it: nobody can bring any of it back."
    >
      <GoesAndStays />
      <form id={formId} onSubmit={submit} noValidate className="mt-4 flex flex-col gap-4">
        <TextField
          label="Type their name, or the reference of one of their bookings"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          error={isWrong ? `That is not them. Type “${customer.name}” to erase them.` : undefined}
        />
        <Refused error={erasing.error} />
      </form>
      <DialogActions>
        <Button type="submit" form={formId} look="danger" isBusy={erasing.isPending}>
          Erase {customer.name}
        </Button>
        <Button onClick={onClose}>Keep them</Button>
      </DialogActions>
    </Dialog>
  )
}

function GoesAndStays() {
  return (
    <dl className="mt-4 flex flex-col gap-3 text-soft">
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

function Refused({ error }: { readonly error: Error | null }) {
  const refusal = eraseRefusal(error)
  if (refusal === undefined) return <FormFailure failure={callErrorOf(error)} />
  return (
    <Notice role="alert" tone="danger" title={refusal.title}>
      <p className="text-soft">{refusal.text}</p>
    </Notice>
  )
}

function callErrorOf(error: Error | null): CallError | undefined {
  return isCallError(error) ? error : undefined
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
