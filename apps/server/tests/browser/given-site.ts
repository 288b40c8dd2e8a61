import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalMailbox, type Mailbox } from '@holdfast/kernel/mail'
import { testDatabase, type ClonedDatabase } from '@holdfast/testing/database'
import { afterAll } from 'vitest'
import { makeKey, type Operator } from '../harness/operator.ts'
import { claimOwnership, type Session } from '../harness/owner.ts'
import { root, startHoldfast, type StartOptions } from '../harness/start-holdfast.ts'
import { openBrowser } from './open-browser.ts'
import { openVisit, type Visit, type VisitOptions } from './visit.ts'

/** The running service with its site, and a browser to visit it with. */
export interface Site {
  readonly baseUrl: string
  readonly mailbox: Mailbox
  /** Headers that let a test see what the business sees. */
  readonly operator: Operator
  /** Headers of the owner, for what a machine may not do. */
  readonly owner: Session
  readonly database: ClonedDatabase['database']
  /** A window of its own, with empty storage; its address is relative to the site. */
  visit(options?: VisitOptions): Promise<Visit>
}

/** One service and one browser for a test file; both end after its last test. */
export async function givenSite(env: StartOptions['env'] = {}): Promise<Site> {
  if (!existsSync(join(root, 'apps/site/dist/index.html'))) {
    throw new Error('The site is not built: run `npm run build`, or the whole `npm test`.')
  }
  const { appUrl, ownerUrl, database } = await testDatabase()
  const browser = await openBrowser()
  afterAll(() => browser.close())
  const holdfast = await startHoldfast({ appUrl, ownerUrl, env })
  afterAll(() => holdfast[Symbol.asyncDispose]())
  const { baseUrl, dataFolder } = holdfast
  const owner = await claimOwnership(holdfast)
  return {
    baseUrl,
    owner,
    operator: await makeKey(baseUrl, owner),
    database,
    mailbox: createLocalMailbox(join(dataFolder, 'mailbox')),
    visit: (options = {}) => openVisit(browser, { baseURL: baseUrl, ...options }),
  }
}
