import type { MixProject, MixSettings } from '@holdfast/studio/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { links } from '../../../../data/links.ts'
import { usePermission } from '../../../../data/use-permission.ts'
import { usePageTitle } from '../../../../shell/page-title.ts'
import { buttonStyle } from '../../../../ui/button-style.ts'
import { Notice } from '../../../../ui/notice.tsx'
import { PanelSkeleton } from '../../../../ui/panel/panel-skeleton.tsx'
import { Failure } from '../../../../ui/states/failure.tsx'
import { Forbidden } from '../../../../ui/states/forbidden.tsx'
import { StaleNotice } from '../../../../ui/states/stale-notice.tsx'
import { StateFrame } from '../../../../ui/states/state-frame.tsx'
import { useAssetsOf } from '../../data/use-assets-of.ts'
import { projectQuery } from '../../data/project-queries.ts'
import { UnreadFields, useUnreadFields } from '../../parts/unread-fields.tsx'
import { Results } from '../results/results.tsx'
import { Variants } from '../timeline/variants.tsx'
import { Clips } from './clips.tsx'
import { ProjectHeader } from './project-header.tsx'
import { ProjectTrouble } from './project-trouble.tsx'
import { Settings } from './settings.tsx'
import { Song } from './song.tsx'
import { Start } from './start.tsx'
import { Texts } from './texts.tsx'
import { useProjectDraft, type ProjectDraft } from './use-project-draft.ts'

/** A project of videos: its clips, how it is cut, and what has come of it. */
export function ProjectPage() {
  const reading = usePermission('studio.read')
  const { projectId } = useParams({ from: '/shell/studio/mixer/$projectId' })
  if (!reading.allowed) return <Forbidden what="the mixer" reason={reading.reason} />
  return <Loaded key={projectId} projectId={projectId} />
}

function Loaded({ projectId }: { readonly projectId: string }) {
  const { data: project, error, refetch, dataUpdatedAt } = useQuery(projectQuery(projectId))
  usePageTitle(project?.name ?? 'Project')
  if (project === undefined) {
    if (error === null) return <PanelSkeleton what="the project" />
    return <Failure error={error} retry={() => void refetch()} notFound={<Missing />} />
  }
  if (project.kind !== 'mix') return <Missing />
  return (
    <article className="flex w-full max-w-6xl flex-col gap-4 px-3 pb-16 md:px-(--gutter)">
      {error !== null && <StaleNotice error={error} at={dataUpdatedAt} retry={refetch} />}
      <Editor project={project} />
      <Results projectId={project.id} />
    </article>
  )
}

function Editor({ project }: { readonly project: MixProject }) {
  const work = useProjectDraft(project)
  const creating = usePermission('studio.create')
  const { settings } = work.draft
  const { assets, isGone } = useAssetsOf(usedBy(settings))
  const [isAnyUnread, tell] = useUnreadFields()
  const saved = { id: project.id, version: work.version, settings }
  return (
    <>
      <ProjectHeader project={project} work={work} />
      <ProjectTrouble work={work} />
      {!creating.allowed && (
        <Notice title="You may look at this project, and not change it">{creating.reason}</Notice>
      )}
      <Variants project={saved} assets={assets} behind={behindOf(work)} />
      <fieldset disabled={!creating.allowed} className="studio-work contents">
        <legend className="sr-only">What the videos are made of</legend>
        <UnreadFields value={tell}>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
            <div className="flex min-w-0 flex-col gap-4">
              <Clips settings={settings} assets={assets} isGone={isGone} onChange={work.change} />
              <Song settings={settings} assets={assets} onChange={work.change} />
              <Texts settings={settings} onChange={work.change} />
            </div>
            <div className="flex min-w-0 flex-col gap-4">
              <Settings settings={settings} onChange={work.change} />
              <Start projectId={project.id} work={work} isAnyUnread={isAnyUnread} />
            </div>
          </div>
        </UnreadFields>
      </fieldset>
    </>
  )
}

/** Whether the timeline shows less than what was typed, and whether that passes by itself. */
function behindOf({ standing, failure }: ProjectDraft): 'soon' | 'stuck' | undefined {
  if (standing === 'saved') return undefined
  return standing === 'unsaved' && failure === undefined ? 'soon' : 'stuck'
}

function usedBy({ clips, song }: MixSettings): readonly string[] {
  return [...clips, ...(song ? [song] : [])].map(({ assetId }) => assetId)
}

function Missing() {
  return (
    <StateFrame
      Icon={SearchX}
      title={<h1>There is no such project</h1>}
      text="Somebody deleted it, or the address has a typing error. What was made of it is in the library."
    >
      <Link {...links.mixer} className={buttonStyle({ look: 'primary' })}>
        All projects
      </Link>
    </StateFrame>
  )
}
