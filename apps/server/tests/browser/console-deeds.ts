import type { Page } from 'playwright-core'
import { ask, type Json } from '../harness/ask.ts'
import { bookingFor, findFreeSlot } from '../harness/booking.ts'
import type { Credentials } from '../harness/owner.ts'
import { button, heading } from './booking-questions.ts'
import type { Console } from './given-console.ts'
import { linkIn, mailTo } from './mails.ts'

export const owner: Credentials = {
  name: 'Grace Owner',
  email: 'grace@example.com',
  password: 'a long and quiet evening',
}

export const agent: Credentials = {
  name: 'Rosa Agent',
  email: 'rosa@example.com',
  password: 'another long and quiet evening',
}

/** Fills in who one is and goes on with the named button, to the bookings. */
export async function join(page: Page, person: Credentials, action: string): Promise<void> {
  await page.getByLabel('Your name').fill(person.name)
  const email = page.getByLabel('E-mail')
  if (await email.isEditable()) await email.fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await button(page, action).click()
  await toBookings(page)
}

/** Becomes the owner by the printed link. */
export async function claim(page: Page, { ownerLink }: Pick<Console, 'ownerLink'>): Promise<void> {
  await page.goto(ownerLink)
  await join(page, owner, 'Create my account')
}

export async function signIn(page: Page, { email, password }: Credentials): Promise<void> {
  await page.goto('/console/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await button(page, 'Sign in').click()
  await toBookings(page)
}

/** From where people come in: the day, or the bookings for who has no figures to see. */
async function toBookings(page: Page): Promise<void> {
  await page
    .getByRole('heading', { level: 1, name: /^(Today|Bookings)$/ })
    .first()
    .waitFor()
  await page.goto('/console/bookings')
  await heading(page, 'Bookings').waitFor()
}

/** As the owner: invites somebody as an agent of one station, and gives the link of the mail. */
export async function inviteAgent(
  page: Page,
  given: Pick<Console, 'mailbox'>,
  station: string,
): Promise<string> {
  await page.goto('/console/staff')
  await button(page, 'Invite somebody').click()
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
  await dialog.getByLabel('E-mail').fill(agent.email)
  await dialog.getByLabel('Role').selectOption({ label: 'Agent' })
  await dialog.getByLabel('Only these stations').check()
  await dialog.getByLabel(station).check()
  await dialog.getByRole('button', { name: 'Send invitation' }).click()
  await dialog.waitFor({ state: 'detached' })
  return linkIn(await mailTo(given.mailbox, agent.email, /./))
}

/** Books at the station of that name, as a guest of that name would, and gives the id. */
export async function bookAt(
  { baseUrl }: Pick<Console, 'baseUrl'>,
  { station, name }: { readonly station: string; readonly name: string },
): Promise<string> {
  const { json } = await ask(`${baseUrl}/api/v1/stations`)
  const stations = Object.values<Json>(json['items'] ?? {}).map((one) => String(one['name']))
  const slot = await findFreeSlot(baseUrl, { stationIndex: stations.indexOf(station) })
  const request = bookingFor(slot)
  const body = { ...request, contact: { ...request.contact, name } }
  const made = await ask(`${baseUrl}/api/v1/bookings`, { method: 'POST', body })
  if (made.status !== 201) throw new Error(`not booked: ${made.text}`)
  return String(made.json['id'])
}
