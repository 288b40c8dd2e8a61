import { useId, type ReactNode } from 'react'

interface CardProps {
  readonly title: string
  /** Leads to the rows behind the card. */
  readonly link?: ReactNode
  readonly children: ReactNode
}

/** One question of the day, its answer, and the way to what is behind it. */
export function Card({ title, link, children }: CardProps) {
  const titleId = useId()
  return (
    <section aria-labelledby={titleId} className="rounded border bg-raised">
      <div className="flex min-h-11 items-center justify-between gap-3 border-b px-4">
        <h2 id={titleId} className="font-semibold">
          {title}
        </h2>
        {link}
      </div>
      {children}
    </section>
  )
}
