import { isCallError } from '@holdfast/client'
import type { Asset, EditList, MixProject } from '@holdfast/studio/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Card } from '../../../../ui/card.tsx'
import { Notice } from '../../../../ui/notice.tsx'
import { ViewChoice } from '../../../../ui/list/view-choice.tsx'
import { Failure } from '../../../../ui/states/failure.tsx'
import { editsQuery } from '../../data/project-queries.ts'
import { secondsWords } from '../../parts/amounts.ts'
import { repeated } from './blocks.ts'
import { Timeline } from './timeline.tsx'

interface VariantsProps {
  /** As it is saved: what is cut follows from that. */
  readonly project: Pick<MixProject, 'id' | 'version' | 'settings'>
  readonly assets: ReadonlyMap<string, Asset>
  /** Something was changed since: it is about to be saved, or can not be yet. */
  readonly behind: 'soon' | 'stuck' | undefined
}

/** How each variant will be cut, before anything is made of it. */
export function Variants({ project, assets, behind }: VariantsProps) {
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...editsQuery(project),
    placeholderData: keepPreviousData,
  })
  const edits = data?.items ?? []
  return (
    <Card
      title="How it is cut"
      actions={
        <span role="status" className="text-12 text-faint">
          {behind === 'stuck' && 'As it was saved last'}
          {behind !== 'stuck' && (behind === 'soon' || isPlaceholderData) && 'Being worked out…'}
        </span>
      }
    >
      {data === undefined && error === null && <Skeleton />}
      {error !== null && <NoCut error={error} retry={() => void refetch()} />}
      {error === null && edits.length > 0 && (
        <div className={behind === undefined ? '' : 'opacity-55'}>
          <Chosen edits={edits} project={project} assets={assets} />
        </div>
      )}
    </Card>
  )
}

interface NoCutProps {
  readonly error: Error
  readonly retry: () => void
}

/** What is missing is said in a line: nothing has failed, and trying again would not help. */
function NoCut({ error, retry }: NoCutProps) {
  if (!isCallError(error) || error.kind !== 'problem' || error.status >= 500) {
    return <Failure error={error} retry={retry} />
  }
  return (
    <Notice tone="warning" className="m-3" title={error.friendly.title}>
      {error.friendly.text}
    </Notice>
  )
}

interface ChosenProps extends Pick<VariantsProps, 'project' | 'assets'> {
  readonly edits: readonly EditList[]
}

function Chosen({ edits, project, assets }: ChosenProps) {
  const [variant, setVariant] = useState(1)
  const edit = edits.find((one) => one.variant === variant) ?? edits[0]
  const twins = repeated(edits)
  if (edit === undefined) return null
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-2">
        {edits.length > 1 ? (
          <ViewChoice
            label="Which variant"
            value={String(edit.variant)}
            onChoose={(value) => setVariant(Number(value))}
            options={edits.map((one) => ({
              value: String(one.variant),
              label: edits.length > 6 ? String(one.variant) : `Variant ${one.variant}`,
            }))}
          />
        ) : (
          <span />
        )}
        <span className="text-12 text-faint tabular-nums">
          {edit.segments.length === 1 ? '1 piece' : `${edit.segments.length} pieces`} ·{' '}
          {secondsWords(edit.durationMs)}
        </span>
      </div>
      <Timeline edit={edit} settings={project.settings} assets={assets} />
      {twins.length > 0 && (
        <Notice tone="info" className="m-3">
          {sameWords(twins)} Let more things vary, add a clip, or choose another seed.
        </Notice>
      )}
    </>
  )
}

function sameWords(twins: readonly number[]): string {
  if (twins.length === 1) return `Variant ${twins[0]} is cut like an earlier one.`
  return `Variants ${twins.slice(0, -1).join(', ')} and ${twins.at(-1)} are cut like earlier ones.`
}

function Skeleton() {
  return (
    <div role="status" className="appear-late p-4">
      <span className="sr-only">Loading the timeline</span>
      <div aria-hidden className="flex h-16 gap-1">
        {[3, 2, 4, 2, 3].map((width, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} className="rounded-sm bg-hover" style={{ flex: width }} />
        ))}
      </div>
    </div>
  )
}
