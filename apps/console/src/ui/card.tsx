import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface CardProps {
  readonly title: string
  /** What can be done with it, beside the title. */
  readonly actions?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

/** A part of a page with a title. */
export function Card({ title, actions, className, children }: CardProps) {
  const titleId = useId()
  return (
    <section
      aria-labelledby={titleId}
      className={classNames('min-w-0 rounded border bg-raised', className)}
    >
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b px-4 py-1.5">
        <h2 id={titleId} className="font-semibold">
          {title}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  )
}
