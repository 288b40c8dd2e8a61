import type { PaymentsTables } from '../../tables.ts'
import { dueReports, findBooked, noteReported, observed } from './sandbox-books.ts'
import type { SandboxOptions } from './sandbox-options.ts'
import { signedReport } from './sandbox-webhooks.ts'

const postMs = 3_000

/**
 * Sends the messages that are due, signed. What is not taken stays due; sent by two processes at
 * once they arrive twice, as a real provider's do.
 */
export async function reportDue(
  options: SandboxOptions,
  secrets: readonly string[],
): Promise<void> {
  const db = options.database.withTypes<PaymentsTables>().kysely
  const now = options.clock.now()
  for (const { attempt_id: attemptId, reports_left: times } of await dueReports(db, now)) {
    const { state } = observed(await findBooked(db, attemptId), now)
    const report = { id: `msg_${attemptId}_${state}`, attemptId, state, at: now }
    for (let time = 0; time < times; time++) {
      if (!(await isTaken(options, signedReport(report, secrets)))) break
      await noteReported(db, attemptId)
    }
  }
}

async function isTaken(
  { publicUrl, log, post = fetch }: SandboxOptions,
  message: { readonly body: string; readonly headers: Record<string, string> },
): Promise<boolean> {
  const signal = AbortSignal.timeout(postMs)
  try {
    const url = `${publicUrl}/api/v1/webhooks/sandbox`
    const { ok, status } = await post(url, { method: 'POST', signal, ...message })
    if (!ok) log.warn({ status }, 'a message of the sandbox was not taken')
    return ok
  } catch (error) {
    log.warn({ error }, 'a message of the sandbox did not arrive')
    return false
  }
}
