import type { Locator, Page } from 'playwright-core'
import type { Stock } from './stocked-studio.ts'

/** A picture, a video and a song; a project of them; what was made, and what failed: a stop at each. */
export async function walkThroughStudio(
  page: Page,
  { projectId, madeId, failedId }: Stock,
  stop: (name: string) => Promise<void>,
): Promise<void> {
  const open = async (path: string, shown: Locator) => {
    await page.goto(`/console/${path}`)
    await shown.waitFor()
    await stop(path)
  }
  const job = page.getByRole('region', { name: 'Job', exact: true })
  await open('studio/library', page.getByText('Song').first())
  await page.getByRole('link', { name: /^House mark/ }).click()
  await page.getByRole('dialog').getByRole('img').waitFor()
  await stop('file of the library')
  await open(`studio/mixer/${projectId}`, page.getByRole('list', { name: 'Pieces' }).first())
  await open(`studio/jobs/${madeId}`, job.getByRole('list', { name: /^What happened/ }))
  await open(`studio/jobs/${failedId}`, job.getByText('A clip is damaged.'))
  await open('studio/avatars', page.getByText('Any words, such as a name.'))
  await open('credits', page.getByRole('table', { name: /^Movements/ }))
}
