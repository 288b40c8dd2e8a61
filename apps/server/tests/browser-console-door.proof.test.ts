import { newId } from '@holdfast/kernel/ids'
import { requestProblems } from '@holdfast/kernel/problems'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { appCode } from './browser/authenticator.ts'
import { button, heading } from './browser/booking-questions.ts'
import { agent, claim, inviteAgent, join, owner, signIn } from './browser/console-deeds.ts'
import { givenConsole } from './browser/given-console.ts'
import { linkIn, mailTo } from './browser/mails.ts'
import { answerWith } from './browser/stand-ins.ts'
import { smallTargets } from './browser/touch-targets.ts'

const service = await givenConsole()
const over = 'This link no longer works'

test('an owner link and an invitation that were used say so at once, and show no form', async () => {
  await using office = await service.visit()
  await claim(office.page, service)
  const link = await inviteAgent(office.page, service, 'Harbor Station')
  await using desk = await service.visit()
  await desk.page.goto(link)
  await join(desk.page, agent, 'Create my account and join')

  await using late = await service.visit()
  for (const used of [service.ownerLink, link]) {
    await late.page.goto(used)
    await heading(late.page, over).waitFor()
    expect(await late.page.locator('input').count()).toBe(0)
    await late.page.getByRole('link', { name: 'Sign in' }).waitFor()
  }
}, 120_000)

test('a used link for a new password says so at once, and leads to a new one', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await page.goto('/console/forgot-password')
  await page.getByLabel('E-mail').fill(agent.email)
  await button(page, 'Mail me a link').click()
  const link = linkIn(await mailTo(service.mailbox, agent.email, /new password/))
  await page.goto(link)
  await page.getByText(/This link works once, until \w+ \d+, \d{4}, .+ E[SD]T/).waitFor()
  await page.getByLabel('New password', { exact: true }).fill(agent.password)
  await button(page, 'Save the new password').click()
  await heading(page, 'Your password is changed').waitFor()

  await using late = await service.visit()
  await late.page.goto(link)
  await heading(late.page, over).waitFor()
  expect(await late.page.locator('input').count()).toBe(0)
  await late.page.getByRole('link', { name: 'Get a new link' }).click()
  await late.page.getByLabel('E-mail').waitFor()
}, 120_000)

test('used-up tries are told once, count down, end by themselves, and let the person go on', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await page.goto('/console/sign-in')
  const problem = requestProblems.limited({}, { retryAfterSeconds: 4 })
  const limited = await answerWith(page, '**/api/v1/sign-in', { problem, correlationId: newId() })
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await button(page, 'Sign in').click()
  await page.getByText('Too many tries').waitFor()
  expect(
    await page
      .getByText(/again in|go on in/)
      .filter({ visible: true })
      .count(),
  ).toBe(1)
  expect(await page.locator('.hf-limit-left:visible').count()).toBe(0)
  await limited.stop()
  await page.getByText('You can try again now.').waitFor()
  expect(await page.getByText('Too many tries').count()).toBe(0)
  expect(await page.getByLabel('E-mail').inputValue()).toBe(owner.email)
  await button(page, 'Sign in').click()
  await heading(page, 'Today').waitFor()
}, 120_000)

test('sign-in names the business, leads back to the site, and helps who has lost the phone', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await page.goto('/console/sign-in')
  const { name } = await (await page.request.get('/api/v1/business')).json()
  await page.getByRole('banner').getByText(name, { exact: true }).waitFor()
  const back = page.getByRole('link', { name: 'Back to the site' })
  expect(await back.getAttribute('href')).toBe('/')
  await page.getByText('I have lost my phone').click()
  await page.getByText(/ask an owner or an admin/).waitFor()
}, 120_000)

test('backup codes are renewed beside the app; an owner lets in who lost both, and a mail tells them', async () => {
  await using desk = await service.visit()
  await signIn(desk.page, agent)
  await desk.page.goto('/console/account')
  await turnOnSecondFactor(desk.page)
  await button(desk.page, 'New backup codes').click()
  const dialog = desk.page.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).fill(agent.password)
  await dialog.getByRole('button', { name: 'Get new codes' }).click()
  await dialog.getByRole('button', { name: 'I have kept them' }).waitFor()
  expect(await dialog.getByRole('listitem').count()).toBe(10)
  await dialog.getByRole('button', { name: 'I have kept them' }).click()

  await using office = await service.visit()
  await signIn(office.page, owner)
  await office.page.goto('/console/staff')
  await button(office.page, `Remove second factor of ${agent.name}`).click()
  await office.page.getByRole('button', { name: 'Remove second factor', exact: true }).click()
  await office.page.getByText('A mail tells them.').waitFor()

  await mailTo(service.mailbox, agent.email, /^Your second factor was removed$/)
  expect((await desk.page.request.get('/api/v1/me')).status()).toBe(401)
  await using again = await service.visit()
  await signIn(again.page, agent)
}, 120_000)

test('signed out everywhere else: the other browser is out, this one stays', async () => {
  await using other = await service.visit()
  await signIn(other.page, owner)
  await using visit = await service.visit()
  const { page } = visit
  await signIn(page, owner)
  await page.goto('/console/account')
  await button(page, 'Sign out everywhere else').click()
  await page.getByText('You are signed out everywhere else').waitFor()
  expect((await other.page.request.get('/api/v1/me')).status()).toBe(401)
  expect((await page.request.get('/api/v1/me')).status()).toBe(200)
}, 120_000)

test('the address where many look for the API keys leads to them', async () => {
  await using visit = await service.visit()
  await signIn(visit.page, owner)
  await visit.page.goto('/console/api-keys')
  await visit.page.waitForURL('**/console/account/api-keys')
  await heading(visit.page, 'API keys').waitFor()
}, 120_000)

test('on a phone and on a tablet everything at the door and in the account can be hit with a finger', async () => {
  const viewport = { width: 390, height: 844 }
  await using visit = await service.visit({ viewport, hasTouch: true, isMobile: true })
  const { page } = visit
  const small: string[] = []
  const look = async (name: string) => {
    for (const size of [viewport, { width: 820, height: 1180 }]) {
      await page.setViewportSize(size)
      const found = await smallTargets(page)
      small.push(...found.map((one) => `${name}, ${size.width} px: ${one}`))
    }
  }
  for (const path of ['sign-in', 'forgot-password', 'reset-password', 'verify-email']) {
    await page.goto(`/console/${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look(path)
  }
  await signIn(page, owner)
  await page.goto('/console/account')
  await button(page, 'Sign out everywhere else').waitFor()
  await look('account')
  expect(small).toEqual([])
}, 120_000)

async function turnOnSecondFactor(page: Page): Promise<void> {
  await button(page, 'Set up').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).fill(agent.password)
  await dialog.getByRole('button', { name: 'Go on' }).click()
  const text = await dialog.getByText(/^[A-Z2-7]{16,}/).textContent()
  const secret = /^[A-Z2-7]+/.exec(text ?? '')?.[0] ?? ''
  await dialog.getByLabel('Code').fill(appCode(secret))
  await dialog.getByRole('button', { name: 'Turn the second factor on' }).click()
  await dialog.getByRole('button', { name: 'I have kept them' }).click()
  await dialog.waitFor({ state: 'detached' })
}
