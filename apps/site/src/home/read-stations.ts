import type { Station } from '@holdfast/bookings/contract'
import { stationsAnswer } from './stations.contract.ts'

const patienceMs = 15_000

/**
 * The stations, asked for once and without the client, which weighs more than a page of content
 * may. None when the service does not answer soundly: then what the page was built with stays.
 */
export async function readStations(): Promise<readonly Station[]> {
  const answer = await ask()
  if (answer === undefined) return []
  const read = stationsAnswer.safeParse(answer)
  if (read.success) return read.data.items
  reportError(new TypeError('the stations are not as their contract says'))
  return []
}

async function ask(): Promise<unknown> {
  try {
    // Who is signed in at the console is a guest here.
    const options: RequestInit = { credentials: 'omit', signal: AbortSignal.timeout(patienceMs) }
    const response = await fetch('/api/v1/stations', options)
    return response.ok ? await response.json() : undefined
  } catch {
    return undefined
  }
}
