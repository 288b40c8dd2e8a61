import type { StudioJob } from '../parts.ts'
import { stoppedBy } from './attempt-stop.ts'
import { beginAttempt } from './begin-attempt.ts'
import { conclude, handBack } from './conclude.ts'
import type { JobRecord } from './job-rows.ts'
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
  const handingBack = handBackAtShutdown(ctx, begun)
  try {
    parts.metrics.ended(await runAttempt(ctx, begun, { ...parts, settle }))
  } catch (error) {
    if (stoppedBy(ctx.signal) !== 'shutdown') {
      return await conclude(ctx, begun, { error, parts, settle })
    }
    await handingBack.done()
    throw error
  } finally {
    handingBack.end()
  }
}

/** At once: a process that ends waits for half a second, and what it does may take longer to stop. */
function handBackAtShutdown(ctx: StudioJob, begun: JobRecord) {
  const { signal } = ctx
  let done: Promise<void> = Promise.resolve()
  const look = () => {
    if (stoppedBy(signal) === 'shutdown') done = handBack(ctx, begun)
    // Whoever needs it to be done hears of it; without it the attempt counts.
    done.catch(() => undefined)
  }
  if (signal.aborted) look()
  else signal.addEventListener('abort', look, { once: true })
  return { done: () => done, end: () => signal.removeEventListener('abort', look) }
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
