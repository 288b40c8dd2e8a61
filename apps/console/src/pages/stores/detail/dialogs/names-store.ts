import type { StoreRow } from '@holdfast/stores/contract'

/** Whether somebody has typed what a store is called, however they write capitals and spaces. */
export function namesStore(typed: string, { name, slug }: Pick<StoreRow, 'name' | 'slug'>) {
  const said = plain(typed)
  return said !== '' && (said === plain(name) || said === slug)
}

function plain(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase()
}
