import type { Asset, MixProject } from '@holdfast/studio/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Clapperboard, Plus } from 'lucide-react'
import { useState } from 'react'
import { usePermission } from '../../../data/use-permission.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { Button } from '../../../ui/button.tsx'
import { PagedRows } from '../../../ui/list/paged-rows.tsx'
import { Forbidden } from '../../../ui/states/forbidden.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { mixProjectsQuery } from '../data/project-queries.ts'
import { useAssetsOf } from '../data/use-assets-of.ts'
import { AssetPicker } from '../parts/asset-picker.tsx'
import { NewProjectDialog } from './new-project-dialog.tsx'
import { ProjectRow } from './project-row.tsx'

/** The projects of videos, and the way to another one. */
export function MixerPage() {
  usePageTitle('Mixer')
  const reading = usePermission('studio.read')
  if (!reading.allowed) return <Forbidden what="the mixer" reason={reading.reason} />
  return <Projects />
}

function Projects() {
  const query = useInfiniteQuery(mixProjectsQuery)
  return (
    <div className="flex w-full max-w-6xl flex-col px-3 pb-16 md:px-(--gutter)">
      <div className="flex min-h-14 flex-wrap items-center justify-between gap-2">
        <h1 className="text-16 font-semibold">Mixer</h1>
        <NewProject look="primary" />
      </div>
      <p className="mb-5 max-w-2xl text-soft">
        A project is a set of clips, a song and texts. Of one project come many videos, each cut
        another way; the same seed gives the same cuts again.
      </p>
      <PagedRows
        query={query}
        skeleton={<RowsSkeleton what="the projects" />}
        older="older projects"
      >
        {(projects) => <Rows projects={projects.filter(isMix)} />}
      </PagedRows>
    </div>
  )
}

function NewProject({ look }: { readonly look: 'primary' | 'plain' }) {
  const creating = usePermission('studio.create')
  const [isPicking, setPicking] = useState(false)
  const [clips, setClips] = useState<readonly Asset[]>()
  return (
    <>
      <Button
        look={look}
        disabledReason={creating.allowed ? undefined : creating.reason}
        onClick={() => setPicking(true)}
      >
        <Plus aria-hidden /> Begin a project
      </Button>
      {isPicking && (
        <AssetPicker
          title="Which clips?"
          text="In the order in which they may come. You can change it later."
          kind="video"
          most={20}
          onChoose={setClips}
          onClose={() => setPicking(false)}
        />
      )}
      {clips !== undefined && (
        <NewProjectDialog clips={clips} onClose={() => setClips(undefined)} />
      )}
    </>
  )
}

function Rows({ projects }: { readonly projects: readonly MixProject[] }) {
  const covers = projects.flatMap(({ settings }) => settings.clips.slice(0, 1))
  const { assets } = useAssetsOf(covers.map(({ assetId }) => assetId))
  if (projects.length === 0) {
    return (
      <StateFrame
        Icon={Clapperboard}
        title="No projects yet"
        text="Choose some clips of the library to begin with. Nothing costs anything before you say so."
      >
        <NewProject look="plain" />
      </StateFrame>
    )
  }
  return (
    <ul
      aria-label="Projects, the one that was changed last first"
      className="rounded border bg-raised"
    >
      {projects.map((project) => (
        <ProjectRow
          key={project.id}
          project={project}
          cover={assets.get(project.settings.clips[0]?.assetId ?? '')}
        />
      ))}
    </ul>
  )
}

function isMix(project: { readonly kind: string }): project is MixProject {
  return project.kind === 'mix'
}
