/** Smaller differences are the second that `Date` leaves out, and the way of the answer. */
const tellingMs = 3_000

let aheadMs = 0

/** `fetch` that notes what time it is at the service, by the `Date` of its answers. */
export async function timedFetch(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  const atServiceMs = Date.parse(response.headers.get('date') ?? '')
  const differenceMs = atServiceMs - Date.now()
  if (!Number.isNaN(differenceMs)) aheadMs = Math.abs(differenceMs) < tellingMs ? 0 : differenceMs
  return response
}

/** The time at the service, in ms: a clock of a device can be minutes off, and holds are minutes. */
export function serverNow(): number {
  return Date.now() + aheadMs
}
