import { problemStatuses } from '@holdfast/kernel/problems'
import { describe, expect, test } from 'vitest'
import { settle, type FriendlyTexts, type Settled } from '../client.ts'
import { shopClient } from '../fixtures/given-client.ts'
import { answer, givenService, hangUp } from '../fixtures/given-service.ts'
import { findFriendlyText } from './friendly-text.ts'

const unknown = findFriendlyText([])

test.each(Object.keys(problemStatuses))('status %s has words of its own', (status) => {
  expect(findFriendlyText([status])).not.toEqual(unknown)
})

test.each(['offline', 'network', 'timeout', 'limited', 'invalid-response', 'aborted'])(
  'a failure of the kind %s has words of its own',
  (kind) => {
    expect(findFriendlyText([kind])).not.toEqual(unknown)
  },
)

test('what we do not know has words too', () => {
  expect(findFriendlyText(['shop.strange', 418])).toEqual(unknown)
  expect(unknown.title).not.toBe('')
})

test.each(['constructor', 'toString', '__proto__'])('%s is no text', (name) => {
  expect(findFriendlyText([name], {})).toEqual(unknown)
})

describe('an application', () => {
  const soldOut = { title: 'No stew today', text: 'Have the soup.' }
  const missing = { title: 'Not on the menu', text: 'Choose from the menu.' }
  const texts: FriendlyTexts = { 'shop.soldOut': soldOut, 404: missing, network: missing }

  test('has its own words for a code, before those for its status', async () => {
    expect(await wordsFor(409, { code: 'shop.soldOut' }, texts)).toEqual(soldOut)
  })

  test('has its own words for a status, whatever the code', async () => {
    expect(await wordsFor(404, { code: 'shop.unheardOf' }, texts)).toEqual(missing)
  })

  test('has ours for everything else', async () => {
    const settled = await wordsFor(403, { code: 'shop.unheardOf' }, texts)
    expect(settled).toEqual(findFriendlyText([403]))
  })
})

describe('that nothing is done twice is promised', () => {
  test('for what was repeated under a key', async () => {
    const service = await givenService()
    service.always(hangUp)
    const settled = await settle(shopClient(service).shop.order({ body: { dish: 'Stew' } }))
    expect(textOf(settled)?.text).toContain('nothing is done twice')
  })

  test('and not for a write without a key, which may have been done', async () => {
    const service = await givenService()
    service.always(hangUp)
    const settled = await settle(shopClient(service).shop.complain())
    expect(textOf(settled)?.text).toContain('Look how it stands')
  })

  test('for a keyed write whose answer cannot be read: it may have been done', async () => {
    const service = await givenService()
    service.always(answer(201, { identifier: '1' }))
    const settled = await settle(shopClient(service).shop.order({ body: { dish: 'Stew' } }))
    expect(textOf(settled)?.text).toMatch(/may have been done.*nothing is done twice/)
  })

  test('and not for a write without a key whose answer cannot be read', async () => {
    const service = await givenService()
    service.always(answer(200, { strange: true }))
    const settled = await settle(shopClient(service).shop.complain())
    expect(textOf(settled)?.text).toMatch(/may have been done.*Look how it stands/)
  })

  test('nor for a read, which does nothing', async () => {
    const service = await givenService()
    service.always(answer(200, { strange: true }))
    const settled = await settle(shopClient(service).shop.listOrders())
    expect(textOf(settled)?.text).not.toMatch(/done/)
  })
})

async function wordsFor(status: number, document: object, texts: FriendlyTexts) {
  const service = await givenService()
  service.always(answer(status, document))
  return textOf(await settle(shopClient({ ...service, texts }).shop.listOrders()))
}

function textOf(settled: Settled<unknown>) {
  return settled.ok ? undefined : settled.error.friendly
}
