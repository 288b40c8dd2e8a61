import type { ElementType, ReactNode } from 'react'

export type HeadingLevel = ElementType<{ className?: string; children: ReactNode; id?: string }>

interface RecordsProps {
  readonly title: string
  readonly Heading: HeadingLevel
  readonly children: ReactNode
}

/** What belongs together of a payment, under its heading. */
export function Records({ title, Heading, children }: RecordsProps) {
  return (
    <section>
      <Heading className="mb-2 font-semibold">{title}</Heading>
      <ul className="rounded border">{children}</ul>
    </section>
  )
}

interface RecordProps {
  readonly what: ReactNode
  /** Stands at the end of the line: an amount, a state. */
  readonly mark: ReactNode
  readonly children?: ReactNode
}

/** One try, refund or dispute: what it is, how it stands, and when. */
export function Record({ what, mark, children }: RecordProps) {
  return (
    <li className="border-b px-3 py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="min-w-0 wrap-anywhere">{what}</span>
        <span className="flex items-center gap-2 tabular-nums">{mark}</span>
      </div>
      {children}
    </li>
  )
}
