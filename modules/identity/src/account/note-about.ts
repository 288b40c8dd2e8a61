import type { IdentityContext, IdentityTransaction } from '../parts.ts'

/** Writes into the audit trail what a person has just done, or what was done to their account. */
export async function noteAbout(
  ctx: Pick<IdentityContext, 'transaction'>,
  event: { readonly type: string; readonly personId: string; readonly data?: object },
  besides: (tx: IdentityTransaction) => Promise<void> = async () => undefined,
): Promise<void> {
  const { type, personId, data } = event
  await ctx.transaction(async (tx) => {
    await besides(tx)
    await tx.emit(type, { personId, ...data }, personId)
  })
}
