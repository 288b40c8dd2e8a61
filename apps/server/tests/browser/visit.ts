import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

export type VisitOptions = BrowserContextOptions

/** A window of one visitor. */
export interface Visit extends AsyncDisposable {
  readonly page: Page
  readonly context: BrowserContext
  /** What the browser found wrong so far: console errors, uncaught errors, refused content. */
  complaints(): readonly string[]
}

// Long enough for a machine that does much else; nothing waits longer than it has to.
const patienceMs = 25_000

// What the browser writes because this file turns the service worker off.
const ownDoing = 'Service Worker registration blocked'

/** Opens a window. The service worker is off unless asked for, so that every call can be routed. */
export async function openVisit(browser: Browser, options: VisitOptions): Promise<Visit> {
  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: 'America/New_York',
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
    ...options,
  })
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return
    if (message.text().startsWith(ownDoing)) return
    complaints.push(`${page.url()}: ${message.text()}`)
  })
  await page.addInitScript(reportRefusedContent)
  return {
    page,
    context,
    complaints: () => complaints,
    [Symbol.asyncDispose]: () => context.close(),
  }
}

// Runs in the page, which knows the DOM while this program does not.
const reportRefusedContent = `addEventListener('securitypolicyviolation', (event) => {
  console.error('content policy refused', event.violatedDirective, event.blockedURI, event.sample)
})`
