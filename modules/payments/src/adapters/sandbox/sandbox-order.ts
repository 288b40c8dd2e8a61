import { money, uuid } from '@holdfast/kernel/contract'
import type { Vault } from '@holdfast/kernel/crypto'
import { z } from 'zod'
import type { Order } from '../../providers/provider.ts'

const purpose = 'payments.sandbox'
const dayMs = 24 * 3_600_000

/** What the link to the page carries, signed, so that the sandbox needs no memory for it. */
const sandboxOrder = z.object({
  attemptId: uuid,
  amount: money,
  description: z.string(),
  dueBy: z.iso.datetime().nullable(),
  returnUrl: z.string(),
})
export type SandboxOrder = z.output<typeof sandboxOrder>

/** The token of the page of one order; good for a day after it is due. */
export function tokenOf(vault: Pick<Vault, 'signer'>, order: Order, now: Date): string {
  const { attemptId, amount, description, dueBy, returnUrl } = order
  const content = { attemptId, amount, description, returnUrl, dueBy: dueBy?.toISOString() ?? null }
  const expiresAt = new Date(Math.max(dueBy?.getTime() ?? 0, now.getTime()) + dayMs)
  return vault.signer(purpose).sign(content, expiresAt)
}

/** Undefined for a token that is not ours or has expired. */
export function readToken(
  vault: Pick<Vault, 'signer'>,
  token: string,
  now: Date,
): SandboxOrder | undefined {
  const content = vault.signer(purpose).verify(token, now)
  return sandboxOrder.safeParse(content).data
}
