import type { AssetKind, AssetOrigin } from '@holdfast/studio/contract'
import { kindWords, originWords } from '../parts/asset-words.ts'
import type { StudioSearch } from '../studio-search.ts'

/** What the address of the library asks for. */
export interface LibrarySearch {
  readonly kind?: AssetKind
  readonly origin?: AssetOrigin
  readonly search?: string
}

/** Reads what the address means here; what it can not mean is dropped. */
export function readLibrarySearch({ kind, origin, q }: StudioSearch): LibrarySearch {
  return {
    ...(isKind(kind) ? { kind } : {}),
    ...(isOrigin(origin) ? { origin } : {}),
    ...(q === undefined ? {} : { search: q }),
  }
}

export function isKind(name: string | undefined): name is AssetKind {
  return name !== undefined && Object.hasOwn(kindWords, name)
}

export function isOrigin(name: string | undefined): name is AssetOrigin {
  return name !== undefined && Object.hasOwn(originWords, name)
}
