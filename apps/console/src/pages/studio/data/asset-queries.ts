import type { AssetKind, AssetOrigin } from '@holdfast/studio/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { linksAtThisOrigin } from '../parts/at-this-origin.ts'
import { pageFrom, paged } from './next-page.ts'
import { api } from './studio-api.ts'
import { studioKey } from './studio-key.ts'

export interface WantedAssets {
  readonly kind?: AssetKind | undefined
  readonly origin?: AssetOrigin | undefined
  readonly search?: string | undefined
}

const pageSize = 48
/** The addresses of previews work for about an hour. */
const previewsMs = 30 * 60_000

/** The files of the library, newest first, page after page. */
export function assetsQuery({ kind, origin, search }: WantedAssets) {
  return infiniteQueryOptions({
    queryKey: [...studioKey, 'assets', kind ?? '', origin ?? '', search ?? ''] as const,
    queryFn: ({ signal, pageParam }) =>
      api.assets.listAssets(
        {
          query: {
            ...pageFrom(pageParam, pageSize),
            ...(kind === undefined ? {} : { kind: [kind] }),
            ...(origin === undefined ? {} : { origin: [origin] }),
            ...(search === undefined ? {} : { search }),
          },
        },
        { signal },
      ),
    ...paged,
    refetchInterval: previewsMs,
  })
}

/** The most that are asked for at once. */
export const mostAtOnce = 100

/** Some files by their ids; those that are gone are not among them. */
export function assetsByIdQuery(ids: readonly string[]) {
  return queryOptions({
    queryKey: [...studioKey, 'assets', 'of', ids] as const,
    queryFn: ({ signal }) =>
      api.assets.listAssets({ query: { limit: mostAtOnce, id: [...ids] } }, { signal }),
    enabled: ids.length > 0,
    refetchInterval: previewsMs,
  })
}

export function assetQuery(assetId: string) {
  return queryOptions({
    queryKey: [...studioKey, 'asset', assetId] as const,
    queryFn: ({ signal }) => api.assets.showAsset({ params: { id: assetId } }, { signal }),
    refetchInterval: previewsMs,
  })
}

/** Where the file itself is. Apart from the rest: a video that plays is not begun anew. */
export function assetLinksQuery(assetId: string) {
  return queryOptions({
    queryKey: ['studio-links', assetId] as const,
    queryFn: async ({ signal }) =>
      linksAtThisOrigin(await api.assets.linkToAsset({ params: { id: assetId } }, { signal })),
    staleTime: 60_000,
    gcTime: 60_000,
  })
}

/** The links for people outside that still work. */
export function sharesQuery(assetId: string) {
  return queryOptions({
    queryKey: [...studioKey, 'shares', assetId] as const,
    queryFn: ({ signal }) => api.assets.listShares({ params: { id: assetId } }, { signal }),
  })
}

export const usageQuery = queryOptions({
  queryKey: [...studioKey, 'usage'] as const,
  queryFn: ({ signal }) => api.assets.showUsage(undefined, { signal }),
})
