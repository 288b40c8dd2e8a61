import type { Job } from '@holdfast/studio/contract'
import { useEffect, useRef } from 'react'
import { PanelBar } from '../../../ui/panel/panel-bar.tsx'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'
import { JobStateBadge } from '../job/job-state-badge.tsx'
import { jobStateWords, kindWords } from '../job/job-words.ts'

interface JobHeaderProps {
  readonly job: Job
  readonly onClose: () => void
}

/** What it makes and how it stands. Focus comes here when the job is opened. */
export function JobHeader({ job, onClose }: JobHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { Title } = usePanelHeadings()
  const { title, kind, state } = job
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <header className="sticky top-0 z-10 border-b bg-raised px-4 pt-3 pb-3 md:px-6">
      <PanelBar list="Jobs" what="job" onClose={onClose}>
        <p className="min-w-0 truncate text-12 text-faint">{kindWords[kind]}</p>
      </PanelBar>
      <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Title
          ref={heading}
          tabIndex={-1}
          className="min-w-0 text-20 font-semibold tracking-tight wrap-anywhere"
        >
          {title}
        </Title>
        <JobStateBadge state={state} />
      </div>
      <p className="mt-0.5 text-12 text-faint">{jobStateWords[state].meaning}</p>
    </header>
  )
}
