import { isDeepStrictEqual } from 'node:util'
import { beforeEach, expect, test } from 'vitest'
import { givenBrowser, givenSite, type Site } from './fixtures/given-page.ts'
import { answer, breakOff, silence } from './fixtures/given-service.ts'

const browser = await givenBrowser()
let site: Site
beforeEach(async () => {
  site = await givenSite(browser)
})

const ordered = answer(201, { id: '1', dish: 'Stew' })

test('an order whose answers were lost goes out under its key after a reload', async () => {
  const tab = await site.open()
  // A connection that ends before its answer begins is tried again by Chromium itself.
  site.api(breakOff, breakOff, breakOff, ordered)
  const lost = await tab.settle((client) => client.shop.order({ body: { dish: 'Stew' } }))
  expect(lost).toMatchObject({ ok: false, error: { kind: 'network' } })
  await tab.page.reload()
  const isPending = () =>
    tab.run((client) => client.shop.order.isPending({ body: { dish: 'Stew' } }, 60_000))
  expect(await isPending()).toBe(true)
  await tab.settle((client) => client.shop.order({ body: { dish: 'Stew' } }))
  expect(await isPending()).toBe(false)
  const keys = site.asked().map(({ key }) => key)
  expect(keys).toHaveLength(4)
  expect(new Set(keys).size).toBe(1)
})

test('a page that is reloaded while its order is under way finishes that very order', async () => {
  const tab = await site.open()
  site.api(silence, ordered)
  await tab.run((client) => void client.shop.order({ body: { dish: 'Stew' } }))
  await expect.poll(() => site.asked().length).toBe(1)
  await tab.page.reload()
  await tab.settle((client) => client.shop.order({ body: { dish: 'Stew' } }))
  const [first, second] = site.asked()
  expect(second?.key).toBe(first?.key)
})

test('two tabs with the same order share its key', async () => {
  const [one, other] = [await site.open(), await site.open()]
  site.api(silence, ordered)
  await one.run((client) => void client.shop.order({ body: { dish: 'Stew' } }))
  await expect.poll(() => site.asked().length).toBe(1)
  await other.settle((client) => client.shop.order({ body: { dish: 'Stew' } }))
  const [first, second] = site.asked()
  expect(second?.key).toBe(first?.key)
})

test('a limit of the service is kept through a reload: nothing is sent before its time', async () => {
  const tab = await site.open()
  site.api(answer(429, { code: 'request.limited' }, { 'retry-after': '50' }))
  await tab.settle((client) => client.shop.order({ body: { dish: 'Stew' } }))
  await tab.page.reload()
  const waitMs = await tab.run((client) => client.getWaitTime('bookingCreate'))
  expect(waitMs).toBeGreaterThan(40_000)
  expect(waitMs).toBeLessThanOrEqual(50_000)
  const refused = await tab.settle((client) => client.shop.order({ body: { dish: 'Stew' } }))
  expect(refused).toMatchObject({ ok: false, error: { kind: 'limited', source: 'client' } })
  expect(site.asked()).toHaveLength(1)
})

test('a public answer is there after a reload, and gone in all tabs after forget()', async () => {
  const [tab, other] = [await site.open(), await site.open()]
  const showMenu = () => tab.settle((client) => client.shop.showMenu({ params: { id: 'lunch' } }))
  site.api((received, response) => answer(200, { asked: site.asked().length })(received, response))
  // A browser whose disk takes longer than a call would is right to ask again; none always does.
  await expect
    .poll(async () => {
      await tab.run((client) => client.forget())
      const before = await showMenu()
      await tab.page.reload()
      return isDeepStrictEqual(await showMenu(), before)
    })
    .toBe(true)
  const count = site.asked().length
  expect(await showMenu()).toMatchObject({ value: { asked: count } })
  await other.run((client) => client.forget())
  await expect.poll(showMenu).toMatchObject({ value: { asked: count + 1 } })
})

test('a device without a connection says so and sends nothing', async () => {
  const tab = await site.open()
  await site.setOffline(true)
  const settled = await tab.settle((client) => client.shop.listOrders())
  expect(settled).toMatchObject({ ok: false, error: { kind: 'network', isOffline: true } })
  expect(site.asked()).toEqual([])
})

test('where storage is forbidden every call still works', async () => {
  const tab = await site.open()
  await tab.page.addInitScript(() => {
    for (const name of ['sessionStorage', 'localStorage', 'indexedDB']) {
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException('forbidden', 'SecurityError')
        },
      })
    }
  })
  await tab.page.reload()
  site.api(breakOff, ordered)
  const settled = await tab.settle((client) => client.shop.order({ body: { dish: 'Stew' } }))
  expect(settled).toMatchObject({ ok: true })
  const [first, second] = site.asked()
  expect(second?.key).toBe(first?.key)
})
