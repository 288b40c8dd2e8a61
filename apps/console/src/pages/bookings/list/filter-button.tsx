import { ChevronDown, type LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Button } from '../../../ui/button.tsx'

interface FilterButtonProps extends Omit<ComponentProps<typeof Button>, 'children'> {
  readonly Icon?: LucideIcon
  /** What is narrowed: "Dates". */
  readonly name: string
  /** What is chosen now. */
  readonly chosen: string
}

/** Opens a filter and says what it is set to; it looks like the boxes to choose from beside it. */
export function FilterButton({ Icon, name, chosen, ...rest }: FilterButtonProps) {
  return (
    <Button
      {...rest}
      className="h-9 max-w-52 min-w-32 flex-1 shrink justify-start border-line-strong/60 font-normal touch:h-11 touch:max-w-none touch:text-16 sm:flex-none"
    >
      {Icon && <Icon aria-hidden className="text-faint" />}
      <span className="sr-only">{name}: </span>
      <span className="truncate">{chosen}</span>
      <ChevronDown aria-hidden className="ml-auto text-faint" />
    </Button>
  )
}
