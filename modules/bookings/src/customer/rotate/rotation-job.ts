import type { Vault } from '@holdfast/kernel/crypto'
import { rotateKeys } from '../../jobs.ts'
import type { JobsContext } from '../../parts.ts'
import { rotateCustomers } from './rotate-customers.ts'

/** One batch of the rotation; the next one follows in the transaction that ends this one. */
export async function rotateNextCustomers(
  ctx: JobsContext,
  { after }: { readonly after?: string | undefined },
  vault: Vault,
): Promise<void> {
  const done = await rotateCustomers(ctx, vault, { after })
  await ctx.progress({ seen: done.seen, rotated: done.rotated, doubled: done.doubled })
  await ctx.settle(async (tx) => {
    if (done.after !== undefined) await tx.enqueue(rotateKeys, { after: done.after })
  })
}
