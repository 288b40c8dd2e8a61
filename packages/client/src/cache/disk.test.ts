import { createFakeClock, type FakeClock } from '@holdfast/testing/clock'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { shopClient, type Shop, type ShopOptions } from '../fixtures/given-client.ts'
import { answer, givenService, type Service } from '../fixtures/given-service.ts'
import type { CachedAnswer } from './cached-answer.ts'
import { createDiskTier } from './disk-tier.ts'

type Disk = InstanceType<typeof IDBFactory>
const ada = () => 'ada'
const lunch = { params: { id: 'lunch' } }
const bill = { params: { id: '7' } }
let clock: FakeClock
let service: Service
let disk: Disk
beforeEach(async () => {
  clock = createFakeClock()
  service = await givenService()
  service.always((received, response) =>
    answer(200, { asked: service.received.length })(received, response),
  )
  disk = new IDBFactory()
  vi.stubGlobal('indexedDB', disk)
})
afterEach(() => vi.unstubAllGlobals())

/** A page that is loaded anew: it has nothing but what is on the disk. */
const load = (options: ShopOptions = {}): Shop =>
  shopClient({ ...service, clock, persist: true, ...options })

describe('on the disk', () => {
  test('a public answer outlives its page', async () => {
    await load().shop.showMenu(lunch)
    await written()
    expect(await load().shop.showMenu(lunch)).toEqual({ asked: 1 })
    expect(service.received).toHaveLength(1)
  })

  test('an answer for one person does not', async () => {
    await load({ identity: ada }).shop.showBill(bill)
    expect(await load({ identity: ada }).shop.showBill(bill)).toEqual({ asked: 2 })
    expect(await rows(disk)).toEqual([])
  })

  test('an answer to a guest’s token does not', async () => {
    await load().shop.showMenu(lunch, { accessToken: 'guest-token' })
    expect(await rows(disk)).toEqual([])
  })

  test('nothing is kept unless told', async () => {
    await load({ persist: false }).shop.showMenu(lunch)
    expect(await disk.databases()).toEqual([])
  })

  test('one tab’s write makes another’s answers be asked for again', async () => {
    await load().shop.showMenu(lunch)
    await written()
    await load().invalidate(['menu'])
    expect(await load().shop.showMenu(lunch)).toEqual({ asked: 2 })
  })

  test('nothing is left after forget()', async () => {
    const page = load()
    await page.shop.showMenu(lunch)
    await written()
    await page.forget()
    expect(await rows(disk)).toEqual([])
    expect(await load().shop.showMenu(lunch)).toEqual({ asked: 2 })
  })

  test('an answer of another version of the contract is asked for again', async () => {
    await load().shop.showMenu(lunch)
    const [row] = await written()
    const tier = createDiskTier({
      indexedDb: disk,
      clock,
      name: `holdfast.answers${service.baseUrl}`,
    })
    await tier.set({ ...row, text: '{"asked":"many"}' })
    expect(await load().shop.showMenu(lunch)).toEqual({ asked: 2 })
  })
})

describe('a disk that fails costs the answer, not the call', () => {
  test.each([
    ['can not be opened', () => refuse()],
    ['never opens', () => ({ addEventListener: () => undefined })],
  ])('because it %s', async (_, open) => {
    vi.stubGlobal('indexedDB', { open })
    const { shop } = load()
    const call = shop.showMenu(lunch)
    await clock.advance(250)
    expect(await call).toEqual({ asked: 1 })
    expect(await shop.showMenu(lunch)).toEqual({ asked: 1 })
  })

  test('and once it was slow, no answer waits for it again', async () => {
    vi.stubGlobal('indexedDB', { open: () => ({ addEventListener: () => undefined }) })
    const { shop } = load()
    const first = shop.showMenu(lunch)
    await clock.advance(250)
    await first
    expect(await shop.showMenu({ params: { id: 'dinner' } })).toEqual({ asked: 2 })
  })

  test('because there is none', async () => {
    vi.stubGlobal('indexedDB', undefined)
    expect(await load().shop.showMenu(lunch)).toEqual({ asked: 1 })
  })

  test('because its database was deleted under it', async () => {
    const { shop } = load()
    await shop.showMenu(lunch)
    await new Promise((resolve) => {
      const request = disk.deleteDatabase(`holdfast.answers${service.baseUrl}`)
      request.addEventListener('success', resolve)
    })
    await clock.advance(60_000)
    expect(await shop.showMenu({ params: { id: 'dinner' } })).toEqual({ asked: 2 })
  })
})

test('sign-out and writes in one tab reach the memory of the others', async () => {
  vi.stubGlobal('document', {})
  const [one, other] = [load({ identity: ada }), load({ identity: ada })]
  await one.shop.showBill(bill)
  await other.invalidate(['bills'])
  await expect.poll(() => one.shop.showBill(bill)).toEqual({ asked: 2 })
  await other.forget()
  await expect.poll(() => one.shop.showBill(bill)).toEqual({ asked: 3 })
})

function refuse(): never {
  throw new DOMException('not in a private window', 'SecurityError')
}

/** Nobody waits for the disk, so a test that needs it does. */
function written(): Promise<[CachedAnswer, ...CachedAnswer[]]> {
  return vi.waitFor(async () => {
    const [first, ...others] = await rows(disk)
    if (!first) throw new Error('nothing is on the disk yet')
    return [first, ...others]
  })
}

async function rows(factory: Disk): Promise<readonly CachedAnswer[]> {
  const [known] = await factory.databases()
  if (!known?.name) return []
  const { name } = known
  return new Promise((resolve) => {
    const opened = factory.open(name)
    opened.addEventListener('success', () => {
      const found = opened.result.transaction('answers').objectStore('answers').getAll()
      found.addEventListener('success', () => resolve(found.result))
    })
  })
}
