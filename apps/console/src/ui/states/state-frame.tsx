import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface StateFrameProps {
  readonly Icon: LucideIcon
  readonly title: ReactNode
  readonly text?: ReactNode
  /** What to do about it. */
  readonly children?: ReactNode
  readonly role?: 'alert' | 'status'
}

/** What stands in the middle where there is nothing else to show. */
export function StateFrame({ Icon, title, text, children, role }: StateFrameProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center" role={role}>
      <span className="mb-4 grid size-10 place-items-center rounded-full bg-sunk text-faint">
        <Icon className="size-5" aria-hidden />
      </span>
      <div className="text-16 font-semibold text-balance">{title}</div>
      {text !== undefined && <div className="mt-1 mb-4 text-soft text-pretty">{text}</div>}
      {children}
    </div>
  )
}
