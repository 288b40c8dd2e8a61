import type { BrowserContext, Page, Route } from 'playwright-core'

/** Bookings on their way to the service. */
const bookings = '**/api/v1/bookings'

/** Takes the chance out of the pauses between attempts, so that none is longer than nothing. */
export async function retryAtOnce(page: Page): Promise<void> {
  await page.addInitScript('Math.random = () => 0')
}

/** Counts how often the page sends a booking; each is handled by the service as usual. */
export async function countSent(page: Page): Promise<{ sent: number }> {
  const counted = { sent: 0 }
  await page.route(bookings, async (route) => {
    counted.sent += 1
    await route.continue()
  })
  return counted
}

/** The service handles each booking, and no answer comes back until the answers are let through. */
export async function loseAnswers(
  page: Page,
  change: { withoutKey?: boolean } = {},
): Promise<{ handled: number; stop(): Promise<void> }> {
  const lost = { handled: 0, stop: () => page.unroute(bookings) }
  await page.route(bookings, async (route) => {
    await handle(route, change)
    lost.handled += 1
    await route.abort('connectionreset')
  })
  return lost
}

/** The service handles the booking; the guest's connection is gone before the answer. */
export async function goOfflineBeforeAnswer(page: Page, context: BrowserContext): Promise<void> {
  await page.route(
    bookings,
    async (route) => {
      await handle(route)
      await context.setOffline(true)
      await route.abort('internetdisconnected')
    },
    { times: 1 },
  )
}

async function handle(route: Route, { withoutKey = false } = {}): Promise<void> {
  const { 'idempotency-key': key, ...others } = await route.request().allHeaders()
  const keyed = key === undefined || withoutKey ? {} : { 'idempotency-key': key }
  await route.fetch({ headers: { ...others, ...keyed } })
}
