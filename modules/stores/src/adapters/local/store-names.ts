import { isUuid } from '@holdfast/kernel/ids'

/**
 * What a store's role and database are called: made of its id alone, so that nothing anybody wrote
 * becomes part of a statement. Throws for what is no id.
 */
export function databaseNameOf(storeId: string): string {
  if (!isUuid(storeId)) throw new TypeError('a store is named by its id')
  return `store_${storeId.replaceAll('-', '')}`
}

/** The other way round; undefined for a name that is no store's. */
export function storeIdOf(databaseName: string): string | undefined {
  const match = /^store_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(
    databaseName,
  )
  const id = match?.slice(1).join('-')
  return id !== undefined && isUuid(id) ? id : undefined
}
