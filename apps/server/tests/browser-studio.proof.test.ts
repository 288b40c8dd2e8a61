import { execFile } from 'node:child_process'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { makeClip, makeSong } from '@holdfast/studio/clips'
import { findPrograms } from '@holdfast/studio/programs'
import { eventually } from '@holdfast/testing/eventually'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { button, heading } from './browser/booking-questions.ts'
import { claim } from './browser/console-deeds.ts'
import { givenConsole } from './browser/given-console.ts'

const service = await givenConsole()

const reel = 'Autumn reel'
const seconds = 6
const costOfOne = 4
/** Renders share the machine with everything else. */
const withinMs = 90_000

test('clips become four videos: watched through a reload, one cancelled, one downloaded, each paid for once', async () => {
  await using visit = await service.visit()
  const { page } = visit
  await claim(page, service)
  await buyCredits(page)
  const [first, ...others] = await Promise.all([
    makeClip({ number: 1, seconds: 6 }),
    makeClip({ number: 2, seconds: 6 }),
    makeClip({ number: 3, seconds: 6, hasSound: false }),
  ])
  const song = await makeSong({ seconds: 8 })
  await upload(page, [first, ...others, song])

  await page.getByRole('link', { name: 'Mixer' }).click()
  await beginProject(page, [first, ...others])
  await chooseSong(page, song)
  await page.getByLabel('Seconds', { exact: true }).fill(String(seconds))
  await page.getByLabel('Variants', { exact: true }).fill('4')
  await page.getByRole('radio', { name: 'Draft' }).check()
  await button(page, 'Add a text').click()
  // The new field has the focus; what rests after a space is saved once.
  await page.getByLabel('Text 1').and(page.locator(':focus')).waitFor()
  await page.keyboard.type('Open from ')
  await page.getByText('All of it is saved').waitFor()
  const edits = await editsOf(page)

  await button(page, 'Make 4 videos').click()
  const results = page.getByRole('list', { name: 'Videos, newest first' })
  await button(page, `Cancel ${reel} 4`).click()
  await cardOf(results, 4).getByText('Cancelled').waitFor()
  await progressOf(results).first().waitFor({ timeout: withinMs })

  await page.reload()
  // The same seed gives the same edit, and what is made goes on and is told as before.
  expect(await editsOf(page)).toEqual(edits)
  const downloads = results.getByRole('button', { name: /^Download / })
  await eventually(async () => expect(await downloads.count()).toBe(3), { withinMs })
  expect(await progressOf(results).count()).toBe(0)
  await cardOf(results, 4).getByText('Cancelled').waitFor()

  await expectVideo(await download(page, button(page, `Download ${reel} 1`)))
  await button(page, `Stills of ${reel} 1`).click()
  await page.getByRole('dialog').getByRole('img').first().waitFor()
  await page.keyboard.press('Escape')

  await expectBalance(page, 100 - 3 * costOfOne)
  expect(visit.complaints()).toEqual([])
}, 240_000)

async function buyCredits(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Credits' }).click()
  await button(page, 'Buy for $10.00: 100 credits').click()
  await button(page, 'Card').click()
  await page.waitForURL(/\/sandbox\//)
  await page.getByRole('button', { name: /^Pay/ }).first().click()
  await page.waitForURL(/\/console\/credits\?payment=/)
  await page.getByText('100 credits are yours').waitFor()
}

/** Sends them by the resumable way and waits until each was looked at. */
async function upload(page: Page, paths: readonly string[]): Promise<void> {
  await page.getByRole('link', { name: 'Library' }).click()
  await heading(page, 'Library').waitFor()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([...paths])
  const uploads = page.getByRole('region', { name: 'Uploads' })
  const done = uploads.getByText('In the library', { exact: true })
  await eventually(async () => expect(await done.count()).toBe(paths.length), { withinMs })
}

async function beginProject(page: Page, clips: readonly (string | undefined)[]): Promise<void> {
  await button(page, 'Begin a project').first().click()
  const picker = page.getByRole('dialog', { name: 'Which clips?' })
  for (const clip of clips) await picker.getByRole('button', { name: titleOf(clip ?? '') }).click()
  await picker.getByRole('button', { name: 'Take these 3' }).click()
  const dialog = page.getByRole('dialog', { name: 'Mix a video' })
  await dialog.getByLabel('Name of the project').fill(reel)
  await dialog.getByRole('button', { name: 'Begin the project' }).click()
  await heading(page, reel).waitFor()
}

async function chooseSong(page: Page, song: string): Promise<void> {
  await button(page, 'Choose a song').click()
  const picker = page.getByRole('dialog', { name: 'Choose a song' })
  await picker.getByRole('button', { name: titleOf(song) }).click()
  await button(page, 'Another song').waitFor()
}

/** What a file is called in the library. */
function titleOf(path: string): string {
  return basename(path).replace(/\.\w+$/, '')
}

async function editsOf(page: Page): Promise<unknown> {
  const projectId = new URL(page.url()).pathname.split('/').at(-1)
  const answer = await page.request.get(`/api/v1/studio/projects/${projectId}/edits`)
  expect(answer.status()).toBe(200)
  return answer.json()
}

function cardOf(results: Locator, variant: number): Locator {
  return results.getByRole('listitem').filter({ hasText: `Variant ${variant}` })
}

function progressOf(results: Locator): Locator {
  return results.getByRole('progressbar')
}

async function download(page: Page, by: Locator): Promise<string> {
  const saved = page.waitForEvent('download')
  await by.click()
  const file = await saved
  expect(file.suggestedFilename()).toMatch(/\.mp4$/)
  return file.path()
}

/** As ffprobe sees what the person has got. */
async function expectVideo(path: string): Promise<void> {
  const { ffprobe } = await findPrograms()
  const asked = ['-v', 'error', '-show_entries', 'format=duration:stream=codec_name,width,height']
  const { stdout } = await promisify(execFile)(ffprobe, [...asked, '-of', 'json', path])
  const { streams, format } = JSON.parse(stdout)
  expect(streams).toMatchObject([{ codec_name: 'h264' }, { codec_name: 'aac' }])
  expect(streams[0].width / streams[0].height).toBeCloseTo(9 / 16, 2)
  expect(Math.abs(Number(format.duration) - seconds)).toBeLessThan(0.1)
}

/** Nothing is set aside any more, and the lines of the statement make up what is left. */
async function expectBalance(page: Page, credits: number): Promise<void> {
  await page.goto('/console/credits')
  await eventually(async () => {
    expect(await page.getByLabel('Balance').textContent()).toContain(`Available ${credits}`)
  })
  const account = await (await page.request.get('/api/v1/credits')).json()
  expect(account).toMatchObject({ available: credits, held: 0, spent: 3 * costOfOne })
  const { items } = await (await page.request.get('/api/v1/credits/statement?limit=100')).json()
  const sumOf = (name: 'available' | 'held' | 'spent') =>
    items.reduce((sum: number, line: Record<string, number>) => sum + (line[name] ?? 0), 0)
  expect([sumOf('available'), sumOf('held'), sumOf('spent')]).toEqual([credits, 0, 3 * costOfOne])
}
