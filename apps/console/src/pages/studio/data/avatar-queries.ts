import { queryOptions } from '@tanstack/react-query'
import { api } from './studio-api.ts'
import { studioKey } from './studio-key.ts'

/** What can draw avatars; it changes with the installation and not with the day. */
export const enginesQuery = queryOptions({
  queryKey: ['studio-engines'] as const,
  queryFn: ({ signal }) => api.avatars.listAvatarEngines(undefined, { signal }),
  staleTime: 10 * 60_000,
})

export const presetsQuery = queryOptions({
  queryKey: [...studioKey, 'presets'] as const,
  queryFn: ({ signal }) => api.avatars.listPresets(undefined, { signal }),
})
