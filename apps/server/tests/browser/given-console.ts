import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalMailbox, type Mailbox } from '@holdfast/kernel/mail'
import { testDatabase } from '@holdfast/testing/database'
import { afterAll } from 'vitest'
import { printedToken } from '../harness/owner.ts'
import { root, startHoldfast } from '../harness/start-holdfast.ts'
import { openBrowser } from './open-browser.ts'
import { openVisit, type Visit, type VisitOptions } from './visit.ts'

/** A fresh service that nobody owns yet, and a browser to visit its console with. */
export interface Console {
  readonly baseUrl: string
  readonly mailbox: Mailbox
  /** The path of the link that the service printed. */
  readonly ownerLink: string
  /** A window of its own, with empty storage; its address is relative to the service. */
  visit(options?: VisitOptions): Promise<Visit>
}

/** One service and one browser for a test file; both end after its last test. */
export async function givenConsole(): Promise<Console> {
  if (!existsSync(join(root, 'apps/console/dist/console/index.html'))) {
    throw new Error('The console is not built: run `npm run build`, or the whole `npm test`.')
  }
  const { appUrl, ownerUrl } = await testDatabase()
  const browser = await openBrowser()
  afterAll(() => browser.close())
  const holdfast = await startHoldfast({ appUrl, ownerUrl })
  afterAll(() => holdfast[Symbol.asyncDispose]())
  const { baseUrl, dataFolder, output } = holdfast
  return {
    baseUrl,
    mailbox: createLocalMailbox(join(dataFolder, 'mailbox')),
    ownerLink: `/console/owner#token=${printedToken(output())}`,
    visit: (options = {}) => openVisit(browser, { baseURL: baseUrl, ...options }),
  }
}
