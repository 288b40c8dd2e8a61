import type { Asset, MixSettings } from '@holdfast/studio/contract'
import { useQueries } from '@tanstack/react-query'
import { assetQuery } from '../../data/asset-queries.ts'

export interface UsedAssets {
  readonly assets: ReadonlyMap<string, Asset>
  /** Those that are not in the library any more. */
  readonly gone: ReadonlySet<string>
}

/** The clips and the song of a project, by id, as far as they are known. */
export function useAssets({ clips, song }: Pick<MixSettings, 'clips' | 'song'>): UsedAssets {
  const ids = [
    ...new Set([...clips.map(({ assetId }) => assetId), ...(song ? [song.assetId] : [])]),
  ]
  const answers = useQueries({ queries: ids.map((id) => assetQuery(id)) })
  return {
    assets: new Map(
      answers.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data] as const])),
    ),
    gone: new Set(ids.filter((_, index) => isGone(answers[index]?.error))),
  }
}

function isGone(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'status') === 404
}
