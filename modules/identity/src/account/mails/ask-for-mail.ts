import type { Vault } from '@holdfast/kernel/crypto'
import type { IdentityContext, IdentityTransaction } from '../../parts.ts'
import { normalEmail } from '../person-store.ts'
import { insertMailRequest, type MailRequest } from './mail-request-store.ts'

type Asked = Pick<MailRequest, 'kind' | 'email'>

/**
 * Notes that somebody wants a mail to an address. Whether there is an account is looked up
 * behind the answer, so that the answer and its time say nothing.
 */
export async function askForMail(
  ctx: IdentityContext,
  vault: Pick<Vault, 'seal'>,
  asked: Asked,
): Promise<void> {
  await ctx.transaction((tx) => noteMailRequest(ctx, tx, { vault, ...asked }))
}

/** `askForMail` in the transaction of its cause: the mail goes out when that holds. */
export async function noteMailRequest(
  ctx: Pick<IdentityContext, 'ids' | 'now'>,
  tx: IdentityTransaction,
  { vault, kind, email }: Asked & { readonly vault: Pick<Vault, 'seal'> },
): Promise<void> {
  const id = ctx.ids()
  const request = { id, kind, email: normalEmail(email), createdAt: ctx.now() }
  await insertMailRequest(tx.kysely, vault, request)
  await tx.emit(`${kind}.requested`, { requestId: id }, id)
}
