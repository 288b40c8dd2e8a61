import type { Vault } from '@holdfast/kernel/crypto'
import type { IdentityContext } from '../../parts.ts'
import { normalEmail } from '../person-store.ts'
import { insertMailRequest, type MailRequest } from './mail-request-store.ts'

/**
 * Notes that somebody wants a mail to an address. Whether there is an account is looked up
 * behind the answer, so that the answer and its time say nothing.
 */
export async function askForMail(
  ctx: IdentityContext,
  vault: Pick<Vault, 'seal'>,
  { kind, email }: Pick<MailRequest, 'kind' | 'email'>,
): Promise<void> {
  const id = ctx.ids()
  await ctx.transaction(async (tx) => {
    const request = { id, kind, email: normalEmail(email), createdAt: ctx.now() }
    await insertMailRequest(tx.kysely, vault, request)
    await tx.emit(`${kind}.requested`, { requestId: id }, id)
  })
}
