import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, type Json } from './harness/ask.ts'
import { bookingFor } from './harness/booking.ts'
import { ownerCredentials } from './harness/owner.ts'
import { payDeposit } from './harness/pay-deposit.ts'
import { planFor, type Plan } from './browser/booking-plan.ts'
import {
  answerUpTo,
  bookButton,
  button,
  done,
  heading,
  referenceOn,
  review,
} from './browser/booking-questions.ts'
import { bookingsOf } from './browser/bookings-of.ts'
import { signIn } from './browser/console-deeds.ts'
import { givenSite } from './browser/given-site.ts'
import { linkIn, mailTo } from './browser/mails.ts'
import { bookAndPay } from './browser/paying.ts'

const site = await givenSite()

test('a guest with a mouse books, and the mailed link opens the booking', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 10)
  await page.goto('/')
  await page.getByRole('link', { name: 'Find a free day' }).first().click()
  await answerUpTo(review, { page, plan })
  await bookAndPay(page)
  const reference = await referenceOn(page)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'confirmed' }])

  const mail = await mailTo(site.mailbox, plan.email, new RegExp(`${reference} is confirmed`))
  await using elsewhere = await site.visit()
  await elsewhere.page.goto(linkIn(mail))
  await heading(elsewhere.page, 'Your dinner is set').waitFor()
  const words = await elsewhere.page.getByRole('main').innerText()
  for (const told of [reference, plan.name, plan.email, plan.street, 'nuts', 'A birthday']) {
    expect(words).toContain(told)
  }
  expect([...visit.complaints(), ...elsewhere.complaints()]).toEqual([])
})

test('a guest cancels by mouse, after being asked once', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const { email, reference } = await bookedGuest(12)
  await page.goto(linkIn(await mailTo(site.mailbox, email, /is confirmed/)))
  await button(page, 'Cancel booking').click()
  await button(page, 'Keep booking').click()
  expect(await bookingsOf(site, email)).toEqual([{ reference, state: 'confirmed' }])

  await button(page, 'Cancel booking').click()
  await button(page, `Cancel ${reference}`).click()
  await heading(page, 'This dinner is cancelled').waitFor()
  expect(await bookingsOf(site, email)).toEqual([{ reference, state: 'cancelled' }])
  expect(visit.complaints()).toEqual([])
})

test('reference and e-mail bring a link that opens the booking once', async () => {
  const { email, reference } = await bookedGuest(14)
  await using asking = await site.visit()
  await asking.page.goto('/booking')
  await asking.page.getByLabel('Reference').fill(reference.toLowerCase())
  await asking.page.getByLabel('E-mail').fill(email)
  await button(asking.page, 'Send me the link').click()
  await heading(asking.page, 'Look into your mail').waitFor()
  const link = linkIn(await mailTo(site.mailbox, email, /^The link to/))

  await using first = await site.visit()
  await first.page.goto(link)
  await heading(first.page, 'Your dinner is set').waitFor()
  await first.page.getByText(reference).first().waitFor()
  expect(first.page.url()).not.toContain('token')

  await using second = await site.visit()
  await second.page.goto(link)
  await second.page.getByRole('alert').getByText('expired or was used already').waitFor()
  expect(await second.page.getByText(reference).count()).toBe(0)
})

test('a time taken while choosing: the nearest are offered at once, and one books', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 16)
  await page.goto('/book')
  await answerUpTo(review, { page, plan })
  await takeAllOf(plan)
  await bookButton(page).click()

  await page.getByRole('heading', { name: 'That time was taken while you were choosing' }).waitFor()
  await button(page, /\d:\d\d\s[AP]M$/)
    .first()
    .click()
  await bookAndPay(page)
  const reference = await referenceOn(page)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'confirmed' }])
})

test('an evening that is full: the guest waits, is held what becomes free, says no thanks and is off the list', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 26)
  const [taken] = await takeAllOf(plan)
  await page.goto('/book')
  await answerUpTo('When does dinner begin?', { page, plan })
  await button(page, 'Tell me when it becomes free').click()
  await page.getByRole('heading', { name: 'Wait for a time on' }).waitFor()
  await page.getByLabel('When dinner may begin').selectOption(plan.time)
  await fillContact(page, plan)
  await button(page, 'Tell me when it becomes free').click()
  await page.getByRole('heading', { name: 'You are on the list' }).waitFor()
  const joined = await mailTo(site.mailbox, plan.email, /^You are on our waitlist/)

  const cancel = `${site.baseUrl}/api/v1/bookings/${taken}/cancel`
  await ask(cancel, { method: 'POST', headers: site.operator, body: {} })
  const offer = await mailTo(site.mailbox, plan.email, /^A time has become free/)
  await page.goto(linkIn(offer))
  await heading(page, 'A time has become free').waitFor()
  expect(await bookingsOf(site, plan.email)).toMatchObject([{ state: 'pending' }])
  await using office = await site.visit()
  await signIn(office.page, ownerCredentials)
  await office.page.goto('/console/waitlist')
  const entry = office.page.getByRole('row', { name: plan.name })
  await entry.getByText('held until').waitFor()
  await button(page, 'No thanks').click()
  await page.getByRole('dialog').getByRole('button', { name: 'No thanks' }).click()
  await heading(page, 'This dinner is cancelled').waitFor()
  // Nobody reloads: what is open is shown, and this no longer is.
  await entry.waitFor({ state: 'detached' })
  await office.page.getByRole('button', { name: 'Ended' }).click()
  await entry.getByText('Passed').waitFor()

  await page.goto(linkIn(joined))
  await button(page, 'Leave the waitlist').click()
  await heading(page, 'This wait is over already.').waitFor()
  expect(office.complaints()).toEqual([])
})

test('a reload at any question keeps the place and what was entered', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 18)
  await page.goto('/book')
  await answerUpTo(review, {
    page,
    plan,
    atEach: async (title) => {
      await page.reload()
      await heading(page, title).waitFor()
    },
  })
  await page.reload()
  await heading(page, review).waitFor()
  await page.getByRole('main').getByText(plan.station).first().waitFor()
  const words = await page.getByRole('main').innerText()
  for (const entered of [plan.station, plan.name, plan.email, plan.street, 'shellfish']) {
    expect(words).toContain(entered)
  }

  await page.getByRole('link', { name: 'Change contact' }).click()
  await page.getByLabel('Name').fill('Half a na')
  await page.reload()
  expect(await page.getByLabel('Name').inputValue()).toBe('Half a na')
})

test('the page after the booking survives a reload', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 20)
  await page.goto('/book')
  await answerUpTo(review, { page, plan })
  await bookAndPay(page)
  const reference = await referenceOn(page)
  await page.reload()
  await heading(page, done).waitFor()
  expect(await referenceOn(page)).toBe(reference)
})

test('Back after a booking shows it paid, and leads out of it: never into a dead form', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const plan = await planFor(site.baseUrl, 22)
  await page.goto('/')
  await page.getByRole('link', { name: 'Find a free day' }).first().click()
  await answerUpTo(review, { page, plan })
  await bookAndPay(page)
  const reference = await referenceOn(page)

  await page.goBack()
  await heading(page, 'This is paid').waitFor()
  await page.goBack()
  expect(await referenceOn(page)).toBe(reference)
  await page.goBack()
  expect(await referenceOn(page)).toBe(reference)
  expect(page.url()).toContain('/book?step=done')
  await page.goForward()
  expect(await referenceOn(page)).toBe(reference)
  expect(await bookingsOf(site, plan.email)).toEqual([{ reference, state: 'confirmed' }])
})

test('home page and first question show what the stations ask, not what the page was built with', async () => {
  const { json } = await ask(`${site.baseUrl}/api/v1/stations`)
  for (const station of Object.values<Json>(json['items'] ?? {})) {
    const prices = { adult: 7_150, child: 3_300, underSix: 0, minimum: 61_000 }
    const url = `${site.baseUrl}/api/v1/stations/${String(station['id'])}`
    const changed = await ask(url, { method: 'PATCH', headers: site.operator, body: { prices } })
    expect(changed.status).toBe(200)
  }
  await using visit = await site.visit()
  const { page } = visit
  await page.goto('/')
  await page.getByText('From $610.00 for the whole evening').waitFor()
  const home = await page.getByRole('main').innerText()
  // The rates and the worked examples: 10 adults and 4 children.
  for (const amount of ['$71.50', '$33.00', '$610.00', '$847.00']) expect(home).toContain(amount)
  expect(home).not.toMatch(/\$55\.00|\$550|\$\d+(?!\.|\d|,)/)

  await page.goto('/book')
  const beside = page.getByRole('complementary', { name: 'Your dinner so far' })
  await beside.getByRole('row', { name: 'Each adult $71.50' }).waitFor()
  expect(await beside.innerText()).toContain('$610.00')
})

async function bookedGuest(days: number) {
  const plan = await planFor(site.baseUrl, days)
  const { email } = plan
  const contact = { name: plan.name, email, phone: plan.phone }
  const { json } = await book(plan, { contact })
  await payDeposit(site.baseUrl, json)
  return { email, reference: String(json['reference']) }
}

/** Others book until the time is full. */
async function takeAllOf(plan: Plan): Promise<readonly string[]> {
  const answers = []
  do answers.push(await book(plan))
  while (answers.at(-1)?.status === 201)
  expect(answers.at(-1)?.status).toBe(409)
  return answers.slice(0, -1).map(({ json }) => String(json['id']))
}

async function fillContact(page: Page, plan: Plan): Promise<void> {
  await page.getByLabel('Name').fill(plan.name)
  await page.getByLabel('E-mail').fill(plan.email)
  await page.getByLabel('Phone').fill(plan.phone)
  await page.getByLabel('Street and number').fill(plan.street)
  await page.getByLabel('ZIP or postal code').fill('10001')
  await page.getByLabel('City').fill('Harbor')
  await page.getByLabel('State or region').fill('NY')
}

function book(plan: Plan, change = {}) {
  const body = bookingFor(plan, change)
  return ask(`${site.baseUrl}/api/v1/bookings`, { method: 'POST', body })
}
