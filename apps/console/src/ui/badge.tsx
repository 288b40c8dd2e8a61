import { cva, type VariantProps } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const badgeStyle = cva(
  'inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2 text-12 font-medium whitespace-nowrap [&_svg]:size-3.5',
  {
    variants: {
      tone: {
        neutral: 'bg-sunk text-soft',
        success: 'bg-success-wash text-success',
        warning: 'bg-warning-wash text-warning',
        danger: 'bg-danger-wash text-danger',
        info: 'bg-info-wash text-info',
        ember: 'bg-ember-wash text-ember-text',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
)

export type Tone = NonNullable<VariantProps<typeof badgeStyle>['tone']>

interface BadgeProps {
  readonly tone?: Tone
  readonly children: ReactNode
  readonly className?: string
}

/** A word about the state of a thing. The word carries the meaning, the tone repeats it. */
export function Badge({ tone, children, className }: BadgeProps) {
  return <span className={classNames(badgeStyle({ tone }), className)}>{children}</span>
}
