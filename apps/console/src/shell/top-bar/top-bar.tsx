import { Menu as MenuIcon, Search } from 'lucide-react'
import { IconButton } from '../../ui/icon-button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { keysShown } from '../shortcuts/key-names.ts'
import { PersonMenu } from './person-menu.tsx'

interface TopBarProps {
  readonly onOpenMenu: () => void
  readonly onOpenPalette: () => void
  readonly onShowShortcuts: () => void
}

export function TopBar({ onOpenMenu, onOpenPalette, onShowShortcuts }: TopBarProps) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b px-3 md:px-(--gutter)">
      <IconButton label="Open the menu" onClick={onOpenMenu} className="md:hidden">
        <MenuIcon aria-hidden />
      </IconButton>
      <button
        type="button"
        onClick={onOpenPalette}
        className="flex h-8 touch:h-11 w-full max-w-96 min-w-0 items-center gap-2 rounded border bg-raised px-2.5 text-left text-faint transition-colors hover:border-line-strong hover:text-soft"
      >
        <Search className="size-4 shrink-0" aria-hidden />
        <span className="min-w-0 flex-1 truncate">Search or go to</span>
        <span className="hidden gap-1 sm:flex" aria-hidden>
          {keysShown('mod+k').map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      </button>
      <div className="ml-auto">
        <PersonMenu onShowShortcuts={onShowShortcuts} />
      </div>
    </header>
  )
}
