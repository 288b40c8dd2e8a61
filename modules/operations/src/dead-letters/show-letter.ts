import type { RouteInput } from '@holdfast/kernel/contract'
import { findDeadLetter } from '@holdfast/kernel/jobs'
import { requestProblems } from '@holdfast/kernel/problems'
import type { DeadLetterOnWire, operationsRoutes } from '../contract.ts'
import type { OperationsContext } from '../parts.ts'
import { letterOnWire } from './letter-on-wire.ts'

/** One dead letter of this business. */
export async function showLetter(
  ctx: OperationsContext,
  { params }: RouteInput<(typeof operationsRoutes)['showDeadLetter']>,
): Promise<DeadLetterOnWire> {
  ctx.permit('deadLetters.read')
  const { organisationId } = ctx
  const letter = await findDeadLetter(ctx, { jobId: params.id, organisationId })
  if (!letter) throw requestProblems.notFound()
  return letterOnWire(letter)
}
