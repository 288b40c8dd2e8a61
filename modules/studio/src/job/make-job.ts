import type { StudioJob } from '../parts.ts'
import { beginAttempt } from './begin-attempt.ts'
import { conclude } from './conclude.ts'
import type { MakeParts } from './make-parts.ts'
import { runAttempt } from './run-attempt.ts'

/**
 * One attempt at a job of the studio. However often it is called, by whatever process, the job ends
 * once: with its files in the library and its credits taken, or without them and given back.
 */
export async function makeJob(
  ctx: StudioJob,
  { jobId }: { readonly jobId: string },
  parts: MakeParts,
): Promise<void> {
  const begun = await beginAttempt(ctx, jobId, parts)
  if (!begun) return
  const settle = settleTwice(ctx)
  try {
    parts.metrics.ended(await runAttempt(ctx, begun, { ...parts, settle }))
  } catch (error) {
    await conclude(ctx, begun, { error, parts, settle })
  }
}

/**
 * An attempt settles its job in the queue once. Where that has failed, its end is written in a
 * transaction of its own, and the queue finds nothing left to do when it comes back.
 */
function settleTwice(ctx: StudioJob): StudioJob['settle'] {
  let hasTried = false
  return (effect) => {
    if (hasTried) return ctx.transaction(effect)
    hasTried = true
    return ctx.settle(effect)
  }
}
