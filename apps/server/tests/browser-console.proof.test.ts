import { beforeAll, expect, test } from 'vitest'
import { agent, bookAt, claim, inviteAgent, join, owner, signIn } from './browser/console-deeds.ts'
import { button } from './browser/booking-questions.ts'
import { givenConsole } from './browser/given-console.ts'

const service = await givenConsole()
const harbor = 'Harbor Station'
const ids = { own: '', foreign: '' }

beforeAll(async () => {
  ids.own = await bookAt(service, { station: harbor, name: 'Ada Harbor' })
  ids.foreign = await bookAt(service, { station: 'Canyon Station', name: 'Bela Elsewhere' })
})

test('the owner link lets one person in, once; an invited agent gets in by mail and sees the bookings of their station alone', async () => {
  await using office = await service.visit()
  await claim(office.page, service)
  await office.page.getByText('Bela Elsewhere').waitFor()

  await using late = await service.visit()
  await late.page.goto(service.ownerLink)
  await late.page.getByText('This link no longer works').waitFor()

  const link = await inviteAgent(office.page, service, harbor)
  await using desk = await service.visit()
  await desk.page.goto(link)
  await join(desk.page, agent, 'Create my account and join')
  await desk.page.getByText('Ada Harbor').waitFor()
  expect(await desk.page.getByText('Bela Elsewhere').count()).toBe(0)
}, 120_000)

test('an agent is told who may see what they may not, and the service refuses it as well', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, agent)
  const modules = page.getByRole('navigation', { name: 'Modules' })
  expect(await modules.getByRole('link').allTextContents()).toEqual([
    'Today',
    'Bookings',
    'Waitlist',
    'Customers',
    'Library',
    'Mixer',
    'Avatars',
    'Jobs',
  ])

  await page.goto('/console/staff')
  await page.getByText('You may not see the staff').waitFor()
  await page.getByText(/Ask an owner or an admin/).waitFor()
  await page.goto('/console/account/api-keys')
  await page.getByText('You may not see the API keys').waitFor()
  await page.goto(`/console/bookings/${ids.foreign}`)
  await page.getByText('There is no such booking').waitFor()

  const statuses = await Promise.all(
    ['members', 'invitations', 'api-keys', `bookings/${ids.foreign}`].map(async (path) => {
      const answer = await page.request.get(`/api/v1/${path}`)
      return answer.status()
    }),
  )
  expect(statuses).toEqual([403, 403, 403, 404])
}, 120_000)

test('somebody made a viewer keeps their session and loses the right at once, with the reason on the button', async () => {
  await using desk = await service.visit()
  await signIn(desk.page, agent)
  await desk.page.goto(`/console/bookings/${ids.own}`)
  const cancel = button(desk.page, 'Cancel booking')
  await cancel.waitFor()
  expect(await cancel.getAttribute('aria-disabled')).toBeNull()

  await using office = await service.visit()
  await signIn(office.page, owner)
  await office.page.goto('/console/staff')
  await button(office.page, `Change role of ${agent.name}`).click()
  const dialog = office.page.getByRole('dialog', { name: `What ${agent.name} may do` })
  await dialog.getByLabel('Role').selectOption({ label: 'Viewer' })
  await dialog.getByText(/will no longer be able to: .*cancel bookings/).waitFor()
  await dialog.getByRole('button', { name: 'Save role' }).click()
  await dialog.waitFor({ state: 'detached' })

  await desk.page.reload()
  await cancel.waitFor()
  expect(await cancel.getAttribute('aria-disabled')).toBe('true')
  const reason = await cancel.getAttribute('aria-describedby')
  expect(await desk.page.locator(`[id="${reason}"]`).textContent()).toMatch(/ or Agent can\.$/)

  await button(office.page, `Remove ${agent.name}`).click()
  await button(office.page, `Remove ${agent.name}`).last().click()
  await office.page.getByText(`${agent.name} is removed`).waitFor()
  const answer = await desk.page.request.get('/api/v1/bookings')
  expect(answer.status()).toBe(403)
}, 120_000)

test('a booking is found, opened and cancelled with a reason by keyboard alone, and its timeline says who', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, owner)
  await page.getByRole('link', { name: /Ada Harbor/ }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or go to' }).waitFor()
  await page.keyboard.type('Ada Harbor')
  await page
    .getByRole('option', { name: /Ada Harbor/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /Ada Harbor/ }).waitFor()

  const cancel = button(page, 'Cancel booking')
  await cancel.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Reason').focus()
  await page.keyboard.type('The garden is under water.')
  await dialog.getByRole('button', { name: /^Cancel booking/ }).focus()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  const timeline = page.getByRole('region', { name: 'Timeline' })
  const latest = timeline.getByRole('listitem').first()
  await latest.filter({ hasText: /cancelled/i }).waitFor()
  expect(await latest.textContent()).toMatch(/by you.*The garden is under water\./)
  expect(await cancel.getAttribute('aria-disabled')).toBe('true')
}, 120_000)

test('a session that ends in the middle of work asks for the password above the page and goes on', async () => {
  await using visit = await service.visit()
  const { page, context } = visit
  await signIn(page, owner)
  // Opened after the session has ended, the stream of events would ask before anything is pressed.
  const followed = page.waitForResponse((one) => new URL(one.url()).pathname === '/api/v1/events')
  await page.goto('/console/account')
  await followed
  await page.getByLabel('Name').fill('Grace of the Harbor')
  await context.clearCookies()
  await page.getByRole('button', { name: /^Save/ }).first().click()
  const dialog = page.getByRole('alertdialog', { name: 'Your session has ended' })
  await dialog.getByLabel('Password', { exact: true }).fill(owner.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await page.getByLabel('Name').inputValue()).toBe('Grace of the Harbor')
}, 120_000)
