import type { CustomerDetail } from '@holdfast/bookings/contract'
import { useMutation } from '@tanstack/react-query'
import { notify, notifyFailure } from '../../../data/notify.ts'
import { saveFile } from '../../../data/save-file.ts'
import { localDateOf } from '../../../format/moments.ts'
import { api } from '../data/customers-api.ts'

/** Saves everything that is held about a customer as a JSON file. */
export function useCustomerExport({ id }: Pick<CustomerDetail, 'id'>) {
  const { isPending, mutate } = useMutation({
    mutationFn: () => api.bookings.exportCustomer({ params: { id } }),
    onSuccess(held) {
      // Its name says nothing about whom it is of.
      const name = `customer-${id.slice(-8)}-${localDateOf(new Date())}.json`
      saveFile({ name, text: JSON.stringify(held, undefined, 2), type: 'application/json' })
      notify('The file is saved', 'It holds everything about them. That you saved it is noted.')
    },
    onError: notifyFailure,
  })
  return { isBusy: isPending, download: mutate }
}
