import type { DataKey, Place, Vault } from '@holdfast/kernel/crypto'
import { problems } from '../problems.ts'
import type { StoredCustomer } from './read-customer.ts'

/** What opens the data of a customer. Throws `bookings.customerErased` when it is destroyed. */
export function requireKey(
  vault: Pick<Vault, 'openDataKey'>,
  { id, dataKey }: Pick<StoredCustomer, 'id' | 'dataKey'>,
): DataKey {
  if (!dataKey) throw problems.customerErased()
  return vault.openDataKey(id, dataKey)
}

/** Their address, as it was given first; empty when it was never stored. */
export function emailOf(key: DataKey, { id, email }: Pick<StoredCustomer, 'id' | 'email'>): string {
  return email === null ? '' : key.open(emailPlace(id), email)
}

/** Where an address is sealed. */
export function emailPlace(customerId: string): Place {
  return { table: 'bookings.customer', column: 'email', row: customerId }
}
