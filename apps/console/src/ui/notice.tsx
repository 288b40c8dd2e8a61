import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const looks = {
  info: { box: 'bg-info-wash', icon: 'text-info', Icon: Info },
  success: { box: 'bg-success-wash', icon: 'text-success', Icon: CircleCheck },
  warning: { box: 'bg-warning-wash', icon: 'text-warning', Icon: TriangleAlert },
  danger: { box: 'bg-danger-wash', icon: 'text-danger', Icon: CircleAlert },
} as const

interface NoticeProps {
  readonly tone?: keyof typeof looks
  readonly title?: ReactNode
  readonly children?: ReactNode
  readonly role?: 'alert' | 'status' | 'note'
  readonly className?: string
}

/** Something to know, in a tinted box: title, text, and what to do. */
export function Notice({ tone = 'info', title, children, role, className }: NoticeProps) {
  const { box, icon, Icon } = looks[tone]
  return (
    <div className={classNames('flex gap-3 rounded p-4', box, className)} role={role}>
      <Icon className={classNames('mt-0.5 size-4 shrink-0', icon)} aria-hidden />
      <div className="min-w-0 flex-1">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  )
}
