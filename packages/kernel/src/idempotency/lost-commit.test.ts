import { testDatabase } from '@holdfast/testing/database'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { expect, test } from 'vitest'
import {
  countEffects,
  createEffects,
  givenIdempotency,
  leaveEffect,
  migrations,
  openDatabase,
  scope,
} from './given-keys.ts'

const { database, ownerUrl, appUrl } = await testDatabase({ migrations })
await createEffects(ownerUrl)

test.each([
  ['the COMMIT on its way there', 'to-server'],
  ['its answer on the way back', 'to-client'],
] as const)('the connection loses %s: the work is done once and answered', async (name, lost) => {
  const target = new URL(appUrl)
  await using proxy = await startFaultProxy({ port: Number(target.port) })
  target.port = String(proxy.port)
  const throughProxy = openDatabase(target.href)
  let hasCommitted = false
  let hasCut = false
  proxy.judge((chunk, direction) => {
    hasCommitted ||= chunk.includes('commit\0')
    const isPoint = hasCommitted && !hasCut && direction === lost
    hasCut ||= isPoint
    return isPoint ? 'cut' : 'forward'
  })
  const { response } = await givenIdempotency(throughProxy).run(
    { ...scope, key: name },
    name,
    leaveEffect(name),
  )
  expect(hasCut).toBe(true)
  expect(response.status).toBe(201)
  expect(await countEffects(database, name)).toBe(1)
  await throughProxy.close()
})
