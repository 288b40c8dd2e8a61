import type { MixProject } from '@holdfast/studio/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { pageFrom, paged } from './next-page.ts'
import { api } from './studio-api.ts'
import { studioKey } from './studio-key.ts'

const pageSize = 50

/** The projects of videos, the one that was changed last first. */
export const mixProjectsQuery = infiniteQueryOptions({
  queryKey: [...studioKey, 'projects', 'mix'] as const,
  queryFn: ({ signal, pageParam }) =>
    api.projects.listProjects(
      { query: { ...pageFrom(pageParam, pageSize), kind: 'mix' } },
      { signal },
    ),
  ...paged,
})

export function projectQuery(projectId: string) {
  return queryOptions({
    queryKey: [...studioKey, 'project', projectId] as const,
    queryFn: ({ signal }) => api.projects.showProject({ params: { id: projectId } }, { signal }),
  })
}

/** What each variant of the project, as it is saved, would show when. */
export function editsQuery({ id, version }: Pick<MixProject, 'id' | 'version'>) {
  return queryOptions({
    queryKey: ['studio-edits', id, version] as const,
    queryFn: ({ signal }) => api.projects.listEdits({ params: { id } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
