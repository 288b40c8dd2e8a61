import type { Vault } from '@holdfast/kernel/crypto'
import type { IdentityContext } from '../../parts.ts'

/** Longer than any code of an app is accepted: its own 30 seconds and those beside them. */
const rememberedMs = 5 * 60_000

interface Use {
  readonly personId: string
  readonly code: string
}

/** True for the first use of a person's code; of two uses at once, one is the first. */
export async function useCode(
  ctx: Pick<IdentityContext, 'kysely' | 'now'>,
  vault: Pick<Vault, 'blindIndex'>,
  { personId, code }: Use,
): Promise<boolean> {
  const row = await ctx.kysely
    .insertInto('auth.used_code')
    .values({
      person_id: personId,
      code_index: vault.blindIndex('identity.usedCode', `${personId}:${code}`),
      expires_at: new Date(ctx.now().getTime() + rememberedMs),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}
