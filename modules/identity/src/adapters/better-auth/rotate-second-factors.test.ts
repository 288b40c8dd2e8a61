import { createVault } from '@holdfast/kernel/crypto'
import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import { halfSignedIn, turnOnSecondFactor } from '../../fixtures/authenticator.ts'
import { migrations } from '../../fixtures/business.ts'
import { openFrontDoor } from '../../fixtures/front-door.ts'
import { rotateSecondFactors } from './rotate-second-factors.ts'

const { database, appUrl } = await testDatabase({ migrations })
const old = { id: 'old', key: Buffer.alloc(32, 1) }
const current = { id: 'current', key: Buffer.alloc(32, 2) }
const both = createVault({ current, previous: [old] })

test('a second factor set up under the old key still lets its owner in when that key is gone', async () => {
  const before = openFrontDoor({
    database,
    appUrl,
    vault: createVault({ current: old, previous: [] }),
  })
  const account = await before.person()
  const { app } = await turnOnSecondFactor(await before.signedIn(account))
  await before.close()
  expect(await rotateSecondFactors(database.kysely, both)).toBe(1)
  expect(await rotateSecondFactors(database.kysely, both)).toBe(0)
  const after = openFrontDoor({ database, appUrl, vault: createVault({ current, previous: [] }) })
  const { browser } = await halfSignedIn(after, account.email)
  const answer = await browser.post('/sign-in/second-factor', { code: app.code() })
  expect([answer.status, answer.text]).toEqual([200, expect.anything()])
  await after.close()
})
