import type { RouteInput } from '@holdfast/kernel/contract'
import { discardDeadLetter, findDeadLetter } from '@holdfast/kernel/jobs'
import { requestProblems } from '@holdfast/kernel/problems'
import type { operationsRoutes } from '../contract.ts'
import type { OperationsContext } from '../parts.ts'

/** Drops a dead letter of this business for good. Which job it was stays in the audit trail. */
export async function discardLetter(
  ctx: OperationsContext,
  { params }: RouteInput<(typeof operationsRoutes)['discardDeadLetter']>,
): Promise<undefined> {
  ctx.permit('deadLetters.manage')
  const { organisationId } = ctx
  const address = { jobId: params.id, organisationId }
  await ctx.transaction(async (tx) => {
    const letter = await findDeadLetter(tx, address)
    // Two people at once: the second one finds nothing.
    if (!letter || !(await discardDeadLetter(tx, address))) throw requestProblems.notFound()
    const { jobId, job, attempts } = letter
    await tx.emit('deadLetter.discarded', { jobId, job, attempts }, jobId)
  })
}
