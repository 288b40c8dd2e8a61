import type { ReactNode } from 'react'
import { classNames } from '../class-names.ts'

interface ListFrameProps {
  readonly title: string
  /** What the region is called: "List of payments". */
  readonly label: string
  /** One of it is open beside it: where there is no room for both, in its place. */
  readonly hasOpened?: boolean
  /** What can be done with the whole list, beside its title. */
  readonly actions?: ReactNode
  readonly filters?: ReactNode
  /** The rows. */
  readonly children: ReactNode
}

/** A list over the whole height of the page: its title, what narrows it, and its rows. */
export function ListFrame(props: ListFrameProps) {
  const { title, label, hasOpened = false, actions, filters, children } = props
  return (
    <section
      aria-label={label}
      className={classNames('flex h-full min-w-0 flex-1 flex-col', hasOpened && 'hidden lg:flex')}
    >
      <div className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2 md:px-(--gutter)">
        <h1 className="text-16 font-semibold">{title}</h1>
        {actions}
      </div>
      {filters !== undefined && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 pb-3 md:px-(--gutter)">
          {filters}
        </div>
      )}
      {children}
    </section>
  )
}
