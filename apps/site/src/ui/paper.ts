import type { KeptAccess } from '../flow/kept-booking.ts'
import { toasts } from './toasts.ts'

/** What guests keep of a booking. */
export type Paper = 'event.ics' | 'receipt.pdf'

const words: Readonly<Record<Paper, string>> = {
  'event.ics': 'The calendar file',
  'receipt.pdf': 'The receipt',
}

const withinMs = 15_000

/**
 * Saves a file of a booking, and says so or that it did not come. Fetched here and not by the
 * client, which reads texts: the access token must go along, so a link would not do.
 */
export async function savePaper(
  { bookingId, accessToken }: KeptAccess,
  paper: Paper,
  reference: string,
): Promise<void> {
  try {
    const response = await fetch(`/api/v1/bookings/${bookingId}/${paper}`, {
      headers: { authorization: `Bearer ${accessToken}` },
      credentials: 'omit',
      signal: AbortSignal.timeout(withinMs),
    })
    if (!response.ok) throw new Error(`${paper}: ${response.status}`)
    saveBlob(`ember-and-oak-${reference}.${paper.split('.')[1]}`, await response.blob())
    toasts.show({ tone: 'success', text: `${words[paper]} is in your downloads.` })
  } catch {
    const text = `${words[paper]} did not come. Check your connection and try again.`
    toasts.show({ tone: 'danger', text })
  }
}

function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
