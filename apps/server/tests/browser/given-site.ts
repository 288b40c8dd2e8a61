import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalMailbox, type Mailbox } from '@holdfast/kernel/mail'
import { testDatabase } from '@holdfast/testing/database'
import { afterAll } from 'vitest'
import { becomeOperator, type Operator } from '../harness/operator.ts'
import { root, startHoldfast } from '../harness/start-holdfast.ts'
import { openBrowser } from './open-browser.ts'
import { openVisit, type Visit, type VisitOptions } from './visit.ts'

/** The running service with its site, and a browser to visit it with. */
export interface Site {
  readonly baseUrl: string
  readonly mailbox: Mailbox
  /** Headers that let a test see what the business sees. */
  readonly operator: Operator
  /** A window of its own, with empty storage; its address is relative to the site. */
  visit(options?: VisitOptions): Promise<Visit>
}

/** One service and one browser for a test file; both end after its last test. */
export async function givenSite(): Promise<Site> {
  if (!existsSync(join(root, 'apps/site/dist/index.html'))) {
    throw new Error('The site is not built: run `npm run build`, or the whole `npm test`.')
  }
  const { appUrl, ownerUrl } = await testDatabase()
  const browser = await openBrowser()
  afterAll(() => browser.close())
  const holdfast = await startHoldfast({ appUrl, ownerUrl })
  afterAll(() => holdfast[Symbol.asyncDispose]())
  const { baseUrl, dataFolder } = holdfast
  return {
    baseUrl,
    operator: await becomeOperator(holdfast),
    mailbox: createLocalMailbox(join(dataFolder, 'mailbox')),
    visit: (options = {}) => openVisit(browser, { baseURL: baseUrl, ...options }),
  }
}
