import { useNavigate, useSearch } from '@tanstack/react-router'
import { SearchBox } from '../../../ui/list/search-box.tsx'

/** Looks for a part of an address or subject. */
export function MailSearch() {
  const { q, ...rest } = useSearch({ from: '/shell/mailbox' })
  const navigate = useNavigate()
  return (
    <SearchBox
      found={q}
      find={(words) =>
        void navigate({
          to: '/mailbox',
          search: words ? { ...rest, q: words } : rest,
          replace: true,
        })
      }
      label="Search by address or subject"
      placeholder="Address or subject"
      className="max-w-80"
    />
  )
}
