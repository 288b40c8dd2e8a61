import type { Database } from '@holdfast/kernel/postgres'
import type { FreeSlot } from '../../booking.ts'
import { claimOwnership, type Session } from '../../owner.ts'
import { makeKey } from '../../operator.ts'
import { startPostOffice, type PostOffice } from '../../post-office.ts'
import { startHoldfast } from '../../start-holdfast.ts'
import { newEvening, openStationOfOne, type Booked } from '../one-team.ts'
import { openTimes, type Times } from '../run-out.ts'
import { openSandboxMessages, type SandboxMessages } from '../sandbox-messages.ts'

/** A service in which everybody acts at random: one team, and a few evenings that all want. */
export interface Scene extends AsyncDisposable {
  readonly baseUrl: string
  readonly database: Database<unknown>
  readonly owner: Session
  readonly office: PostOffice
  readonly times: Times
  readonly messages: SandboxMessages
  readonly evenings: readonly FreeSlot[]
  /** All that were made so far. */
  readonly bookings: Booked[]
  /** What was begun to be paid. */
  readonly attempts: string[]
  /** Answers that nobody should get, such as a 500. */
  readonly surprises: string[]
}

export interface SceneOptions {
  readonly database: Database<unknown>
  readonly appUrl: string
  readonly ownerUrl: string
}

export async function openScene({ database, ...urls }: SceneOptions): Promise<Scene> {
  const office = await startPostOffice()
  const env = {
    SMTP_URL: office.url,
    PAY_BY_TRANSFER: 'Ember & Oak, IBAN DE02 1203 0000 0000 2020 51',
    LOG_LEVEL: 'warn',
  }
  const holdfast = await startHoldfast({ ...urls, env })
  const owner = await claimOwnership(holdfast)
  const operator = await makeKey(holdfast.baseUrl, owner)
  const stationId = await openStationOfOne(holdfast.baseUrl, operator)
  const times = openTimes(urls.ownerUrl)
  return {
    baseUrl: holdfast.baseUrl,
    database,
    owner,
    office,
    times,
    messages: await openSandboxMessages(holdfast.dataFolder),
    evenings: Array.from({ length: 6 }, () => newEvening(stationId)),
    bookings: [],
    attempts: [],
    surprises: [],
    async [Symbol.asyncDispose]() {
      await holdfast[Symbol.asyncDispose]()
      await times.close()
      await office[Symbol.asyncDispose]()
    },
  }
}
