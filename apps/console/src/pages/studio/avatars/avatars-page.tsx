import type { AvatarEngine } from '@holdfast/studio/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { links } from '../../../data/links.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { Card } from '../../../ui/card.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { Forbidden } from '../../../ui/states/forbidden.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { enginesQuery } from '../data/avatar-queries.ts'
import { AvatarResult } from './avatar-result.tsx'
import { engineOf } from './avatar-draft.ts'
import { EngineForm } from './engine-form.tsx'
import { LookFields } from './look-fields.tsx'
import { MakeAvatar } from './make-avatar.tsx'
import { PictureForm } from './picture-form.tsx'
import { Presets } from './presets.tsx'
import { useAvatarDraft, type AvatarWork } from './use-avatar-draft.ts'

/** Avatars, drawn by an engine or cut from a picture of the library. */
export function AvatarsPage() {
  usePageTitle('Avatars')
  const reading = usePermission('studio.read')
  if (!reading.allowed) return <Forbidden what="the avatars" reason={reading.reason} />
  return (
    <div className="flex w-full max-w-6xl flex-col px-3 pb-16 md:px-(--gutter)">
      <div className="flex min-h-14 items-center">
        <h1 className="text-16 font-semibold">Avatars</h1>
      </div>
      <Avatars />
    </div>
  )
}

function Avatars() {
  const work = useAvatarDraft()
  const { data, error, refetch } = useQuery(enginesQuery)
  useChosenPicture(work)
  if (data === undefined) {
    if (error === null) return <RowsSkeleton what="what can draw" />
    return <Failure error={error} retry={() => void refetch()} />
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
      <div className="flex min-w-0 flex-col gap-4">
        <Ways work={work} engines={data.items} />
        {work.draft.from === 'engine' ? (
          <EngineForm work={work} engines={data.items} />
        ) : (
          <PictureForm work={work} />
        )}
        <LookFields work={work} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <MakeAvatar work={work} engines={data.items} />
        {work.jobId !== undefined && (
          <AvatarResult
            key={work.jobId}
            jobId={work.jobId}
            onClose={() => work.follow(undefined)}
          />
        )}
        <Presets work={work} engines={data.items} />
      </div>
    </div>
  )
}

/** The library leads here with a picture. */
function useChosenPicture({ change }: AvatarWork): void {
  const { open } = useSearch({ from: '/shell/studio/avatars' })
  const navigate = useNavigate()
  useEffect(() => {
    if (open === undefined) return
    change({ from: 'picture', assetId: open, crop: undefined })
    void navigate({ ...links.avatars(), replace: true })
    // Once for each picture that the address names.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [open])
}

interface WaysProps {
  readonly work: AvatarWork
  readonly engines: readonly AvatarEngine[]
}

/** How it is made: by which engine, or from a picture. */
function Ways({ work, engines }: WaysProps) {
  const { draft, change } = work
  const engine = engineOf(draft, engines)
  const options = [
    ...engines.map(({ name, title, label }) => ({
      value: name,
      label: title,
      help: (
        <span className="ml-1 rounded-full bg-sunk px-2 py-0.5 text-12 text-soft">{label}</span>
      ),
    })),
    { value: '', label: 'From a picture of the library' },
  ]
  return (
    <Card title="How">
      <div className="px-4 py-3">
        <RadioGroup
          legend={<span className="sr-only">How the avatar is made</span>}
          value={draft.from === 'picture' ? '' : (engine?.name ?? '')}
          onChoose={(name) =>
            change(name === '' ? { from: 'picture' } : { from: 'engine', engine: name })
          }
          options={options}
        />
      </div>
    </Card>
  )
}
