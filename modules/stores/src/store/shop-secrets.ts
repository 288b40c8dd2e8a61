import type { Vault } from '@holdfast/kernel/crypto'
import { z } from 'zod'
import type { ShopSecrets } from '../driver/driver.ts'

/** The secrets of a shop as they are kept in `stores.store.secrets`: for this store alone. */
export function sealSecrets(
  vault: Pick<Vault, 'seal'>,
  storeId: string,
  secrets: ShopSecrets,
): Buffer {
  return vault.seal(placeOf(storeId), JSON.stringify(secrets))
}

/** Throws a problem of `crypto` for what is another store's or was sealed by a lost key. */
export function openSecrets(
  vault: Pick<Vault, 'open'>,
  storeId: string,
  sealed: Buffer,
): ShopSecrets {
  return shopSecrets.parse(JSON.parse(vault.open(placeOf(storeId), sealed)))
}

const shopSecrets = z.object({
  adminEmail: z.string(),
  adminPassword: z.string(),
  databasePassword: z.string(),
  signingKey: z.string(),
})

function placeOf(storeId: string) {
  return { table: 'stores.store', column: 'secrets', row: storeId }
}
