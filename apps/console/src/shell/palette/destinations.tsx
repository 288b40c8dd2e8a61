import { useNavigate } from '@tanstack/react-router'
import { Bookmark, CircleUser, List } from 'lucide-react'
import { links } from '../../data/links.ts'
import { useMe } from '../../data/session.ts'
import { givenViews } from '../../pages/bookings/filters/saved-views.ts'
import { useSavedViews } from '../../pages/bookings/filters/use-saved-views.ts'
import { places } from '../places.ts'
import { PaletteGroup, PaletteItem, type After } from './palette-item.tsx'

/** Pages, and the views of the bookings. */
export function Destinations({ after }: { readonly after: After }) {
  const { actions } = useMe()
  const navigate = useNavigate()
  const { views } = useSavedViews()
  const seen = places.filter(({ action }) => actions.includes(action))
  return (
    <>
      <PaletteGroup title="Go to">
        {seen.map(({ name, Icon, link, key }) => (
          <PaletteItem
            key={name}
            Icon={Icon}
            name={name}
            keys={`g ${key}`}
            onSelect={after(() => void navigate(link))}
          />
        ))}
        <PaletteItem
          Icon={CircleUser}
          name="Your account"
          keywords={['profile', 'password', 'second factor', 'sessions']}
          onSelect={after(() => void navigate(links.account))}
        />
      </PaletteGroup>
      <PaletteGroup title="Views of the bookings">
        {[...views, ...givenViews].map(({ id, name, search }) => (
          <PaletteItem
            key={id}
            Icon={views.some((view) => view.id === id) ? Bookmark : List}
            name={name}
            value={`view ${id} ${name}`}
            keywords={['bookings', 'view']}
            onSelect={after(() => void navigate(links.bookings(search)))}
          />
        ))}
      </PaletteGroup>
    </>
  )
}
