import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Vault } from '../crypto/crypto.ts'
import type { KeyScope, StoredResponse } from './keyed.ts'

const storedResponse = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
})

/** Seals a response for one scope: moved to another row, it does not open. */
export function sealResponse(
  vault: Pick<Vault, 'seal'>,
  scope: KeyScope,
  response: StoredResponse,
): Buffer {
  return vault.seal(placeOf(scope), JSON.stringify(response))
}

export function openResponse(
  vault: Pick<Vault, 'open'>,
  scope: KeyScope,
  sealed: Buffer,
): StoredResponse {
  return storedResponse.parse(JSON.parse(vault.open(placeOf(scope), sealed)))
}

function placeOf(scope: KeyScope) {
  const row = JSON.stringify([scope.organisationId, scope.actorId, scope.route, scope.key])
  return {
    table: 'kernel.idempotency_key',
    column: 'response',
    row: createHash('sha256').update(row).digest('hex'),
  }
}
