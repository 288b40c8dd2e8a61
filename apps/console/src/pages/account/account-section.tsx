import type { ReactNode } from 'react'

interface AccountSectionProps {
  readonly id: string
  readonly title: string
  readonly text?: ReactNode
  readonly children: ReactNode
}

/** One matter of the account: its words on the left, what can be done on the right. */
export function AccountSection({ id, title, text, children }: AccountSectionProps) {
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-4 border-t py-8 first-of-type:border-t-0 first-of-type:pt-2 md:grid-cols-[240px_minmax(0,1fr)]"
    >
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {text !== undefined && <div className="mt-1 text-soft">{text}</div>}
      </div>
      <div className="max-w-md min-w-0">{children}</div>
    </section>
  )
}
