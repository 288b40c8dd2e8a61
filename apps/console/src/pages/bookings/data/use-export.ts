import { useSubmitGuard } from '@holdfast/ui/submit-guard/react'
import { useSearch } from '@tanstack/react-router'
import { api } from '../../../data/api.ts'
import { notify, notifyFailure } from '../../../data/notify.ts'
import { localDateOf } from '../../../format/moments.ts'
import { bookingFilters } from '../filters/booking-query.ts'

/** Saves the bookings of the address, on all pages, as a CSV file. */
export function useExport() {
  const search = useSearch({ from: '/shell/bookings' })
  const { isBusy, submit } = useSubmitGuard(async () => {
    const today = localDateOf(new Date())
    const text = await api.bookings.exportBookings({ query: bookingFilters(search, today) })
    saveFile(`bookings-${today}.csv`, text)
    notify('The file is saved', 'It holds every booking that the filters find.')
  })
  return { isBusy, download: () => void submit()?.catch(notifyFailure) }
}

function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
