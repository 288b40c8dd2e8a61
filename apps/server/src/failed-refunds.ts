import { discardDeadLetter, listDeadLetters } from '@holdfast/kernel/jobs'
import type { FailedSend, FailedSends } from '@holdfast/payments'
import type { Kysely } from 'kysely'

const atOnce = 100
/** More than this is no work for a person, and no reason to read for ever. */
const mostPages = 10

/** What payments ask about refunds whose job failed for good, answered by the dead letters. */
export const failedRefunds: FailedSends = {
  list: readFailed,
  async discard(tx, { jobId }) {
    await discardDeadLetter(tx, { jobId })
  },
}

async function readFailed(
  kysely: Kysely<unknown>,
  organisationId: string,
): Promise<readonly FailedSend[]> {
  const found: FailedSend[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const wanted = { organisationId, job: 'payments.sendRefund', limit: atOnce, cursor }
    const { items, nextCursor } = await listDeadLetters({ kysely }, wanted)
    found.push(...items.flatMap(({ jobId, input }) => failedSendOf(jobId, input)))
    if (nextCursor === undefined) break
    cursor = nextCursor
  }
  return found
}

function failedSendOf(jobId: string, input: unknown): FailedSend[] {
  const refundId = typeof input === 'object' && input && 'refundId' in input ? input.refundId : ''
  return typeof refundId === 'string' && refundId !== '' ? [{ jobId, refundId }] : []
}
