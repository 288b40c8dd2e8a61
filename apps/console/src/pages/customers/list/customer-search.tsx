import { useNavigate, useSearch } from '@tanstack/react-router'
import { SearchBox } from '../../../ui/list/search-box.tsx'

/** Finds by part of a name, a whole e-mail address or a whole telephone number. `/` leads here. */
export function CustomerSearch() {
  const { q } = useSearch({ from: '/shell/customers' })
  const navigate = useNavigate()
  return (
    <SearchBox
      found={q}
      find={(words) =>
        void navigate({ to: '/customers', search: words ? { q: words } : {}, replace: true })
      }
      label="Search by name, full e-mail or full phone number"
      placeholder="Name, full e-mail or phone"
      title="E-mail addresses and phone numbers are found only when they are complete."
      shortcut={{ title: 'Search customers', group: 'Everywhere' }}
      className="w-full max-w-96"
    />
  )
}
