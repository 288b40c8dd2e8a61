import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface PopoverProps {
  readonly trigger: ReactNode
  readonly children: ReactNode
  readonly label: string
  readonly align?: 'start' | 'end'
  readonly className?: string
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
}

/** A small form or text below a button. */
export function Popover(props: PopoverProps) {
  const { trigger, children, label, align = 'start', className, isOpen, onOpenChange } = props
  return (
    <Radix.Root
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className={classNames(
            'z-30 w-72 rounded border bg-raised p-4 shadow-lift outline-none duration-150 animate-in fade-in-0 slide-in-from-top-1',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
