import { ArrowLeft, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../button.tsx'
import { IconButton } from '../icon-button.tsx'

interface PanelBarProps {
  /** What the list is called: "Payments". */
  readonly list: string
  /** What is open: "payment". */
  readonly what: string
  readonly onClose: () => void
  /** What identifies it, small. */
  readonly children: ReactNode
}

/** The top line of what is open beside a list: the way back, where it stands alone, or a cross. */
export function PanelBar({ list, what, onClose, children }: PanelBarProps) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-2">
      <Button look="quiet" size="small" className="-ml-2 lg:hidden" onClick={onClose}>
        <ArrowLeft aria-hidden /> {list}
      </Button>
      {children}
      <IconButton
        label={`Close the ${what}`}
        shortcut="Esc"
        onClick={onClose}
        className="-mr-2 hidden lg:inline-flex"
      >
        <X aria-hidden />
      </IconButton>
    </div>
  )
}
