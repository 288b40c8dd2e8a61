import type { PaymentDetail } from '@holdfast/payments/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { notify } from '../../../data/notify.ts'
import { bookingsKey } from '../../bookings/data/booking-queries.ts'
import { paymentQuery } from './payment-queries.ts'
import { paymentsKey } from './payments-key.ts'

interface PaymentChange<Input> {
  readonly send: (input: Input) => Promise<PaymentDetail>
  readonly done: (payment: PaymentDetail) => readonly [text: string, detail?: string]
}

/** Changes a payment, and looks again at everything that shows money. */
export function usePaymentChange<Input>(paymentId: string, change: PaymentChange<Input>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: change.send,
    onSuccess: (payment) => {
      queryClient.setQueryData(paymentQuery(paymentId).queryKey, payment)
      notify(...change.done(payment))
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: paymentsKey })
      void queryClient.invalidateQueries({ queryKey: bookingsKey })
    },
  })
}
