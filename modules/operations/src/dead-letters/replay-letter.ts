import type { RouteInput } from '@holdfast/kernel/contract'
import { replayDeadLetter, type Replay } from '@holdfast/kernel/jobs'
import { requestProblems, type Problem } from '@holdfast/kernel/problems'
import type { operationsRoutes } from '../contract.ts'
import type { OperationsContext } from '../parts.ts'
import { problems } from '../problems.ts'

/** Makes a dead letter of this business a job again, and notes who did. */
export async function replayLetter(
  ctx: OperationsContext,
  { params }: RouteInput<(typeof operationsRoutes)['replayDeadLetter']>,
): Promise<undefined> {
  ctx.permit('deadLetters.manage')
  const { organisationId } = ctx
  const jobId = params.id
  await ctx.transaction(async (tx) => {
    const outcome = await replayDeadLetter(tx, { jobId, organisationId })
    if (outcome !== 'replayed') throw refusals[outcome](jobId)
    await tx.emit('deadLetter.replayed', { jobId }, jobId)
  })
}

const refusals: Readonly<Record<Exclude<Replay, 'replayed'>, (jobId: string) => Problem>> = {
  'not found': () => requestProblems.notFound(),
  'waiting already': (jobId) => problems.waitingAlready({ jobId }),
  'unknown job': (jobId) => problems.unknownJob({ jobId }),
}
