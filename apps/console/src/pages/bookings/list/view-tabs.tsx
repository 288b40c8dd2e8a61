import { Link, useNavigate } from '@tanstack/react-router'
import { Bookmark, ChevronDown, X } from 'lucide-react'
import { links } from '../../../data/links.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu, MenuChoice, MenuHeading } from '../../../ui/menu.tsx'
import { givenViews, viewOf, type View } from '../filters/saved-views.ts'
import { useSavedViews } from '../filters/use-saved-views.ts'
import { SaveView } from './save-view.tsx'
import { useBookingSearch } from './use-booking-search.ts'

/**
 * The views: those that are always there side by side, one's own in a menu, however many. On a
 * phone all of them are in the menu.
 */
export function ViewTabs({ isPhone }: { readonly isPhone: boolean }) {
  const { search } = useBookingSearch()
  const { views, save, remove } = useSavedViews()
  const shown = viewOf([...givenViews, ...views], search)
  const own = views.find((view) => view === shown)
  return (
    <nav
      aria-label="Views"
      className="flex shrink-0 flex-wrap items-center gap-1 px-3 pb-2 md:px-(--gutter)"
    >
      {!isPhone &&
        givenViews.map((view) => <Tab key={view.id} view={view} isShown={view === shown} />)}
      {isPhone && (
        <ViewMenu
          label={shown?.name ?? 'Own filters'}
          views={[...givenViews, ...views]}
          shown={shown}
        />
      )}
      {!isPhone && views.length > 0 && (
        <ViewMenu label={own?.name ?? 'Your views'} views={views} shown={own} />
      )}
      {own && (
        <IconButton label={`Delete the view ${own.name}`} onClick={() => remove(own.id)}>
          <X aria-hidden />
        </IconButton>
      )}
      {shown === undefined && <SaveView onSave={(name) => save(name, search)} />}
    </nav>
  )
}

const tabStyle = 'h-7 touch:h-11 rounded-full px-3 font-medium'

function Tab({ view, isShown }: { readonly view: View; readonly isShown: boolean }) {
  return (
    <Link
      {...links.bookings(view.search)}
      aria-current={isShown ? 'page' : undefined}
      className={classNames(
        tabStyle,
        'flex items-center whitespace-nowrap transition-colors',
        isShown ? 'bg-hover text-ink' : 'text-soft hover:bg-hover hover:text-ink',
      )}
    >
      {view.name}
    </Link>
  )
}

interface ViewMenuProps {
  readonly label: string
  readonly views: readonly View[]
  readonly shown: View | undefined
}

function ViewMenu({ label, views, shown }: ViewMenuProps) {
  const navigate = useNavigate()
  const open = (id: string) => {
    const view = views.find((one) => one.id === id)
    if (view) void navigate(links.bookings(view.search))
  }
  return (
    <Menu
      trigger={
        <Button
          look="quiet"
          className={classNames(tabStyle, 'max-w-64 text-14', shown && 'bg-hover text-ink')}
        >
          <Bookmark aria-hidden />
          <span className="sr-only">View: </span>
          <span className="truncate">{label}</span>
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <MenuHeading>Views of the bookings</MenuHeading>
      <MenuChoice
        value={shown?.id ?? ''}
        options={views.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={open}
      />
    </Menu>
  )
}
