import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

interface DisclosureProps {
  readonly title: ReactNode
  readonly children: ReactNode
}

/** More about a thing, for who wants to see it. */
export function Disclosure({ title, children }: DisclosureProps) {
  return (
    <details className="group/more">
      <summary className="inline-flex min-h-6 cursor-default list-none items-center gap-1 rounded-sm text-12 text-soft hover:text-ink touch:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 transition-transform group-open/more:rotate-90"
        />
        {title}
      </summary>
      <div className="pt-1 pb-2">{children}</div>
    </details>
  )
}
