import type { Vault } from '../crypto/crypto.ts'

/** Seals the bytes of a webhook for its row: in another row they do not open. */
export function sealBody(vault: Pick<Vault, 'seal'>, id: string, body: Uint8Array): Buffer {
  return vault.seal(placeOf(id), Buffer.from(body).toString('base64'))
}

export function openBody(vault: Pick<Vault, 'open'>, id: string, sealed: Buffer): Uint8Array {
  return Buffer.from(vault.open(placeOf(id), sealed), 'base64')
}

function placeOf(id: string) {
  return { table: 'kernel.webhook', column: 'body', row: id }
}
