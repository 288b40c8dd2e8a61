import { useSubmitGuard } from '@holdfast/ui/submit-guard/react'
import { useSearch } from '@tanstack/react-router'
import { api } from '../../../data/api.ts'
import { notify, notifyFailure } from '../../../data/notify.ts'
import { saveFile } from '../../../data/save-file.ts'
import { localDateOf } from '../../../format/moments.ts'
import { bookingFilters } from '../filters/booking-query.ts'

/** Saves the bookings of the address, on all pages, as a CSV file. */
export function useExport() {
  const search = useSearch({ from: '/shell/bookings' })
  const { isBusy, submit } = useSubmitGuard(async () => {
    const today = localDateOf(new Date())
    const text = await api.bookings.exportBookings({ query: bookingFilters(search, today) })
    saveFile({ name: `bookings-${today}.csv`, text, type: 'text/csv' })
    notify('The file is saved', 'It holds every booking that the filters find.')
  })
  return { isBusy, download: () => void submit()?.catch(notifyFailure) }
}
