import { problemHeaders, toProblemDocument, type Problem } from '@holdfast/kernel/problems'
import type { Page } from 'playwright-core'

/** Answers every call with the problem, just as the service writes it, until told otherwise. */
export async function answerWith(
  page: Page,
  address: string,
  { problem, correlationId }: { problem: Problem; correlationId: string },
): Promise<{ given: number; stop(): Promise<void> }> {
  const answers = { given: 0, stop: () => page.unroute(address) }
  await page.route(address, async (route) => {
    answers.given += 1
    const instance = new URL(route.request().url()).pathname
    await route.fulfill({
      status: problem.status,
      headers: { ...problemHeaders(problem), 'x-correlation-id': correlationId },
      body: JSON.stringify(toProblemDocument(problem, { correlationId, instance })),
    })
  })
  return answers
}

/** Keeps every call waiting until it is let go. */
export async function hold(page: Page, address: string): Promise<{ release(): void }> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(address, async (route) => {
    await promise
    await route.continue()
  })
  return { release: resolve }
}
