import { beforeEach, describe, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '@holdfast/testing/clock'
import { settle } from '../client.ts'
import { shopClient, type Shop, type ShopOptions } from '../fixtures/given-client.ts'
import { answer, givenService, silence, type Service } from '../fixtures/given-service.ts'

const lunch = { params: { id: 'lunch' } }
let clock: FakeClock
let service: Service
beforeEach(async () => {
  clock = createFakeClock()
  service = await givenService()
  // Every answer says how many requests there were: an old one can be told from a new one.
  service.always((received, response) =>
    answer(received.method === 'GET' ? 200 : 201, {
      id: '1',
      dish: 'Stew',
      asked: service.received.length,
    })(received, response),
  )
})
const page = (options: ShopOptions = {}): Shop => shopClient({ ...service, clock, ...options })

describe('a kept answer', () => {
  test('is given again without a request while it is fresh', async () => {
    const { shop } = page()
    expect(await shop.showMenu(lunch)).toEqual({ asked: 1 })
    await clock.advance(59_999)
    expect(await shop.showMenu(lunch)).toEqual({ asked: 1 })
    expect(service.received).toHaveLength(1)
  })

  test('is one of its input', async () => {
    const { shop } = page()
    await shop.showMenu(lunch)
    expect(await shop.showMenu({ params: { id: 'dinner' } })).toEqual({ asked: 2 })
  })

  test('belongs to whoever gets it: changing it changes no other', async () => {
    const { shop } = page()
    await shop.showMenu(lunch)
    const mine: { asked: number } = await shop.showMenu(lunch)
    mine.asked = 99
    expect(await shop.showMenu(lunch)).toEqual({ asked: 1 })
  })

  test('takes no token', async () => {
    const client = page()
    await client.shop.showMenu(lunch)
    await client.shop.showMenu(lunch)
    expect(client.getRemainingRequests('api')).toBe(59)
  })

  test('can be passed over, with the new one kept or not', async () => {
    const { shop } = page()
    await shop.showMenu(lunch)
    expect(await shop.showMenu(lunch, { cache: 'none' })).toEqual({ asked: 2 })
    expect(await shop.showMenu(lunch)).toEqual({ asked: 1 })
    expect(await shop.showMenu(lunch, { cache: 'reload' })).toEqual({ asked: 3 })
    expect(await shop.showMenu(lunch)).toEqual({ asked: 3 })
  })

  test('is no failure: what went wrong is asked for again', async () => {
    const { shop } = page()
    service.next(answer(404), answer(200, { asked: 'many' }))
    expect((await settle(shop.showMenu(lunch))).ok).toBe(false)
    expect((await settle(shop.showMenu(lunch))).ok).toBe(false)
    expect(await shop.showMenu(lunch)).toEqual({ asked: 3 })
  })

  test('of a route that says nothing about keeping is not kept', async () => {
    const { shop } = page()
    await shop.showOrder({ params: { id: '1' } })
    await shop.showOrder({ params: { id: '1' } })
    expect(service.received).toHaveLength(2)
  })
})

describe('a stale answer', () => {
  test('is given at once, and the newer one as soon as it is there', async () => {
    const { shop } = page()
    await shop.showMenu(lunch)
    await clock.advance(60_000)
    const updated = Promise.withResolvers<{ asked: number }>()
    expect(await shop.showMenu(lunch, { onUpdate: updated.resolve })).toEqual({ asked: 1 })
    expect(await updated.promise).toEqual({ asked: 2 })
    expect(await shop.showMenu(lunch)).toEqual({ asked: 2 })
  })

  test('is fetched anew once, however often it is given', async () => {
    const { shop } = page()
    await shop.showMenu(lunch)
    await clock.advance(60_000)
    const given = await Promise.all(Array.from({ length: 5 }, () => shop.showMenu(lunch)))
    expect(given).toEqual(Array.from({ length: 5 }, () => ({ asked: 1 })))
    await expect.poll(() => shop.showMenu(lunch)).toEqual({ asked: 2 })
    expect(service.received).toHaveLength(2)
  })

  test('is given also when the service is down', async () => {
    const { shop } = page()
    await shop.showMenu(lunch)
    await clock.advance(120_000)
    service.always(answer(503))
    expect(await shop.showMenu(lunch)).toEqual({ asked: 1 })
    await expect.poll(() => service.received.length).toBe(4)
    expect(await shop.showMenu(lunch)).toEqual({ asked: 1 })
  })

  test('is given also below a limit, which says nothing about it', async () => {
    const client = page({ limits: { api: [{ limit: 1, periodMs: 1e9 }] } })
    const events: unknown[] = []
    client.on('rate-limit-exceeded', (event) => events.push(event))
    await client.shop.showMenu(lunch)
    await clock.advance(120_000)
    expect(await client.shop.showMenu(lunch)).toEqual({ asked: 1 })
    expect(events).toEqual([])
  })

  test('is too old at the end of its time', async () => {
    const { shop } = page()
    await shop.showMenu(lunch)
    await clock.advance(660_000)
    expect(await shop.showMenu(lunch)).toEqual({ asked: 2 })
  })

  test('does not live longer because the clock was set back', async () => {
    const { shop } = page()
    await shop.showMenu(lunch)
    clock.jump(-3_600_000)
    expect(await shop.showMenu(lunch)).toEqual({ asked: 2 })
  })
})

describe('a write', () => {
  const stew = { body: { dish: 'Stew' } }

  test('makes the answers with its tags be asked for again', async () => {
    const { shop } = page()
    await shop.showMenu(lunch)
    await shop.order(stew)
    expect(await shop.showMenu(lunch)).toEqual({ asked: 3 })
  })

  test.each([409, 503])('also when it was answered with %i', async (status) => {
    const { shop } = page()
    await shop.showMenu(lunch)
    service.next(...Array.from({ length: status === 503 ? 3 : 1 }, () => answer(status)))
    await settle(shop.order(stew))
    expect(await shop.showMenu(lunch)).not.toEqual({ asked: 1 })
  })

  test('by hand: by tag, for one object or for all', async () => {
    const client = page()
    const dinner = { params: { id: 'dinner' } }
    await client.shop.showMenu(lunch)
    await client.shop.showMenu(dinner)
    await client.invalidate(['menu/lunch'])
    expect(await client.shop.showMenu(lunch)).toEqual({ asked: 3 })
    expect(await client.shop.showMenu(dinner)).toEqual({ asked: 2 })
    await client.invalidate(['menu'])
    expect(await client.shop.showMenu(dinner)).toEqual({ asked: 4 })
  })

  test('while a read is under way: what the read brings is not kept', async () => {
    const client = page()
    let arrive: (() => void) | undefined
    service.next(
      (received, response) => (arrive = () => answer(200, { asked: 1 })(received, response)),
    )
    const early = client.shop.showMenu(lunch)
    await expect.poll(() => service.received.length).toBe(1)
    await client.invalidate(['menu'])
    const late = client.shop.showMenu(lunch)
    arrive?.()
    expect(await early).toEqual({ asked: 1 })
    expect(await late).toEqual({ asked: 2 })
    expect(await client.shop.showMenu(lunch)).toEqual({ asked: 2 })
  })
})

test('who wants it anew does not get what was asked for before', async () => {
  const { shop } = page()
  let arrive: (() => void) | undefined
  service.next((received, response) => {
    arrive = () => answer(200, { asked: 1 })(received, response)
  })
  const before = shop.showMenu(lunch)
  await expect.poll(() => service.received.length).toBe(1)
  expect(await shop.showMenu(lunch, { cache: 'reload' })).toEqual({ asked: 2 })
  arrive?.()
  expect(await before).toEqual({ asked: 1 })
  expect(await shop.showMenu(lunch)).toEqual({ asked: 2 })
})

test('fifty equal reads at once are one request', async () => {
  const { shop } = page()
  const all = await Promise.all(Array.from({ length: 50 }, () => shop.listOrders().catch(() => 0)))
  expect(all).toHaveLength(50)
  expect(service.received).toHaveLength(1)
})

describe('whose answer it is', () => {
  const bill = { params: { id: '7' } }

  test('nobody’s: what is not for everybody is not kept', async () => {
    const { shop } = page()
    await shop.showBill(bill)
    expect(await shop.showBill(bill)).toEqual({ asked: 2 })
  })

  test('another person in the same page gets nothing of it', async () => {
    let person: string | undefined = 'ada'
    const { shop } = page({ identity: () => person })
    await shop.showBill(bill)
    expect(await shop.showBill(bill)).toEqual({ asked: 1 })
    person = 'grace'
    expect(await shop.showBill(bill)).toEqual({ asked: 2 })
    person = undefined
    expect(await shop.showBill(bill)).toEqual({ asked: 3 })
    person = 'ada'
    expect(await shop.showBill(bill)).toEqual({ asked: 1 })
  })

  test('a guest’s token opens nothing for the next one', async () => {
    const { shop } = page({ identity: () => 'ada' })
    await shop.showMenu(lunch, { accessToken: 'one' })
    expect(await shop.showMenu(lunch, { accessToken: 'two' })).toEqual({ asked: 2 })
    expect(await shop.showMenu(lunch)).toEqual({ asked: 3 })
  })

  test('after forget() nothing is left, not even what was under way', async () => {
    const client = page({ identity: () => 'ada' })
    await client.shop.showBill({ params: { id: '8' } })
    let arrive: (() => void) | undefined
    service.next(
      (received, response) => (arrive = () => answer(200, { asked: 1 })(received, response)),
    )
    const underWay = client.shop.showBill(bill)
    await expect.poll(() => service.received.length).toBe(2)
    await client.forget()
    arrive?.()
    await underWay
    expect(await client.shop.showBill(bill)).toEqual({ asked: 3 })
    expect(await client.shop.showBill({ params: { id: '8' } })).toEqual({ asked: 4 })
  })

  test('a sign-in forgets by itself, also when nobody knows what became of it', async () => {
    const { shop } = page({ identity: () => 'ada' })
    await shop.showBill(bill)
    service.next(answer(204))
    await shop.signIn()
    expect(await shop.showBill(bill)).toEqual({ asked: 3 })
    service.next(answer(504))
    await settle(shop.signIn())
    expect(await shop.showBill(bill)).toEqual({ asked: 5 })
  })

  test('who asks after forget() does not join what was asked before', async () => {
    const client = page()
    service.next(silence)
    void settle(client.shop.showOrder({ params: { id: '1' } }))
    await expect.poll(() => service.received.length).toBe(1)
    await client.forget()
    expect(await client.shop.showOrder({ params: { id: '1' } })).toMatchObject({ id: '1' })
  })
})

test('past two hundred answers the one that was asked for longest ago is forgotten', async () => {
  const { shop } = page({ limits: { api: [] } })
  const menu = (id: number) => shop.showMenu({ params: { id: String(id) } })
  for (let id = 0; id < 200; id++) await menu(id)
  await menu(0)
  await menu(200)
  expect(await menu(0)).toEqual({ asked: 1 })
  expect(await menu(1)).toEqual({ asked: 202 })
})
