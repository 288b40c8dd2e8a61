import type { FaultProxy } from '@holdfast/testing/fault-proxy'
import type { ServerProcess } from '@holdfast/testing/server-process'

/** A moment of the flow of a payment, found by what the process says to its database. */
export interface KillPoint {
  readonly name: string
  readonly statement: RegExp
  readonly when: 'before it' | 'before its commit' | 'after its commit'
}

const steps: readonly (readonly [name: string, statement: RegExp])[] = [
  ['the attempt, before the provider is asked', /insert into "payments"\."attempt"/i],
  ['the provider’s answer', /update "payments"\."attempt"/i],
  ['the payment at the provider', /insert into "payments"\."sandbox_payment"/i],
  ['the webhook', /insert into kernel\.webhook/i],
  ['the ledger', /insert into "payments"\."ledger_transaction"/i],
  ['the confirmed booking', /update "bookings"\."booking"/i],
  ['the mail’s link', /insert into "bookings"\."access_link"/i],
  ['the refund that is set aside', /insert into "payments"\."refund"/i],
  ['the refund at the provider', /insert into payments\.sandbox_refund/i],
  ['the refund’s end', /update "payments"\."refund"/i],
]
const whens = ['before it', 'before its commit', 'after its commit'] as const

/** Every step of the flow, each before it, in the middle and behind its commit. */
export const killPoints: readonly KillPoint[] = whens.flatMap((when) =>
  steps.map(([name, statement]) => ({ name: `${name}: ${when}`, statement, when })),
)

/**
 * Kills the process with the next one that comes to this point, and resolves when it is dead. The
 * network tells no transactions apart: the commit may be that of another one close by.
 */
export async function killAt(
  victim: ServerProcess,
  proxy: FaultProxy,
  { statement, when }: KillPoint,
): Promise<void> {
  let isSeen = false
  proxy.judge((chunk, direction) => {
    const text = chunk.toString('latin1')
    const isAsked = direction === 'to-server'
    const isAnswered = when === 'after its commit' && !isAsked && /COMMIT|INSERT/.test(text)
    const isCommit = when === 'before its commit' && isAsked && /commit/i.test(text)
    const isNow = isSeen && (isAnswered || isCommit)
    isSeen ||= isAsked && statement.test(text)
    if (!isNow && !(isSeen && when === 'before it')) return 'forward'
    victim.signal('SIGKILL')
    return 'cut'
  })
  await victim.exited
  proxy.judge(() => 'forward')
}
