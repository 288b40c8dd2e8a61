import type { Asset } from '@holdfast/studio/contract'
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { assetsByIdQuery, mostAtOnce } from './asset-queries.ts'

export interface AssetsOf {
  readonly assets: ReadonlyMap<string, Asset>
  /** Whether a file is not in the library any more. */
  isGone(id: string): boolean
}

/** Some files by their ids, as far as they are known: one request for a hundred of them. */
export function useAssetsOf(wanted: readonly string[]): AssetsOf {
  const ids = [...new Set(wanted)].toSorted()
  const parts = Array.from({ length: Math.ceil(ids.length / mostAtOnce) }, (_, index) =>
    ids.slice(index * mostAtOnce, (index + 1) * mostAtOnce),
  )
  const answers = useQueries({
    queries: parts.map((part) => ({ ...assetsByIdQuery(part), placeholderData: keepPreviousData })),
  })
  const assets = new Map(
    answers.flatMap(({ data }) => data?.items.map((asset) => [asset.id, asset] as const) ?? []),
  )
  const isKnown = answers.every(
    ({ isSuccess, isPlaceholderData }) => isSuccess && !isPlaceholderData,
  )
  return { assets, isGone: (id) => isKnown && ids.includes(id) && !assets.has(id) }
}
