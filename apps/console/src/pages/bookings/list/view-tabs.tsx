import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { links } from '../../../data/links.ts'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { givenViews, viewOf, type View } from '../filters/saved-views.ts'
import { useSavedViews } from '../filters/use-saved-views.ts'
import { SaveView } from './save-view.tsx'
import { useBookingSearch } from './use-booking-search.ts'

/** The views: those that are always there, then one's own. */
export function ViewTabs() {
  const { search } = useBookingSearch()
  const { views, save, remove } = useSavedViews()
  const shown = viewOf([...givenViews, ...views], search)
  return (
    <nav
      aria-label="Views"
      className="flex shrink-0 items-center gap-1 overflow-x-auto px-3 pb-2 [scrollbar-width:none] md:px-(--gutter)"
    >
      {givenViews.map((view) => (
        <Tab key={view.id} view={view} isShown={view === shown} />
      ))}
      {views.map((view) => (
        <Tab key={view.id} view={view} isShown={view === shown} onRemove={remove} />
      ))}
      {shown === undefined && <SaveView onSave={(name) => save(name, search)} />}
    </nav>
  )
}

interface TabProps {
  readonly view: View
  readonly isShown: boolean
  readonly onRemove?: (id: string) => void
}

function Tab({ view, isShown, onRemove }: TabProps) {
  return (
    <span className="flex shrink-0 items-center">
      <Link
        {...links.bookings(view.search)}
        aria-current={isShown ? 'page' : undefined}
        className={classNames(
          'flex h-7 items-center rounded-full px-3 font-medium whitespace-nowrap transition-colors',
          isShown ? 'bg-hover text-ink' : 'text-soft hover:bg-hover hover:text-ink',
        )}
      >
        {view.name}
      </Link>
      {isShown && onRemove && (
        <IconButton
          size="icon-small"
          label={`Forget the view ${view.name}`}
          onClick={() => onRemove(view.id)}
        >
          <X aria-hidden />
        </IconButton>
      )}
    </span>
  )
}
