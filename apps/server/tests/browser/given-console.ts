import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '@holdfast/kernel/ids'
import { createLocalMailbox, type Mailbox } from '@holdfast/kernel/mail'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import { demonstrationId } from '../../src/business.ts'
import { printedToken } from '../harness/owner.ts'
import { root, startHoldfast, type StartOptions } from '../harness/start-holdfast.ts'
import { openBrowser } from './open-browser.ts'
import { openVisit, type Visit, type VisitOptions } from './visit.ts'

/** A fresh service that nobody owns yet, and a browser to visit its console with. */
export interface Console {
  readonly baseUrl: string
  readonly mailbox: Mailbox
  /** Where the mailbox's files lie. */
  readonly dataFolder: string
  /** The path of the link that the service printed. */
  readonly ownerLink: string
  /** Puts a job of this business among those that have failed for good. */
  failAJob(): Promise<void>
  /** Puts one like a job of the studio that was made beside it, as one that failed; its id. */
  failAStudioJob(): Promise<string>
  /** A window of its own, with empty storage; its address is relative to the service. */
  visit(options?: VisitOptions): Promise<Visit>
}

/** One service and one browser for a test file; both end after its last test. */
export async function givenConsole(env: StartOptions['env'] = {}): Promise<Console> {
  if (!existsSync(join(root, 'apps/console/dist/console/index.html'))) {
    throw new Error('The console is not built: run `npm run build`, or the whole `npm test`.')
  }
  const { appUrl, ownerUrl, database } = await testDatabase()
  const browser = await openBrowser()
  afterAll(() => browser.close())
  const holdfast = await startHoldfast({ appUrl, ownerUrl, env })
  afterAll(() => holdfast[Symbol.asyncDispose]())
  const { baseUrl, dataFolder, output } = holdfast
  return {
    baseUrl,
    dataFolder,
    mailbox: createLocalMailbox(join(dataFolder, 'mailbox')),
    ownerLink: `/console/owner#token=${printedToken(output())}`,
    failAJob: () => failAJob(database),
    failAStudioJob: () => failAStudioJob(database),
    visit: (options = {}) => openVisit(browser, { baseURL: baseUrl, ...options }),
  }
}

type Database = Awaited<ReturnType<typeof testDatabase>>['database']

async function failAJob({ kysely }: Database) {
  const cause = { organisationId: demonstrationId, actorId: 'system', correlationId: newId() }
  const data = JSON.stringify({ input: { bookingId: newId() }, cause })
  const error = { type: 'MailError', message: 'The mail server refused the address.' }
  const output = JSON.stringify({ class: 'permanent', reason: 'refused', attempts: 1, error })
  await sql`insert into pgboss.job (name, data, source_id, source_name, source_created_on,
      source_retry_count, source_output)
    values ('dead-letters', ${data}::jsonb, ${newId()}, 'bookings.sendMail', now(), 0,
      ${output}::jsonb)`.execute(kysely)
}

async function failAStudioJob({ kysely }: Database): Promise<string> {
  const id = newId()
  const fresh = { id, queue_id: newId(), state: 'queued', ended_at: null, last_event: 0 }
  const failure = { class: 'invalid', code: 'studio.media', message: 'A clip is damaged.' }
  await sql`insert into studio.job
    select made.* from studio.job, jsonb_populate_record(job, ${JSON.stringify(fresh)}::jsonb) made
    where job.state = 'succeeded' limit 1`.execute(kysely)
  await sql`update studio.job set state = 'running' where id = ${id}`.execute(kysely)
  await sql`update studio.job set state = 'failed', failure = ${JSON.stringify(failure)}::jsonb,
    ended_at = now() where id = ${id}`.execute(kysely)
  return id
}
