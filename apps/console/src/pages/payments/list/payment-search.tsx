import { useNavigate, useSearch } from '@tanstack/react-router'
import { SearchBox } from '../../../ui/list/search-box.tsx'

/** Finds the payments of a booking, by its reference or whoever booked it. */
export function PaymentSearch() {
  const { q, show } = useSearch({ from: '/shell/payments' })
  const navigate = useNavigate()
  return (
    <SearchBox
      found={q}
      find={(words) =>
        void navigate({
          to: '.',
          search: { ...(show === undefined ? {} : { show }), ...(words ? { q: words } : {}) },
          replace: true,
        })
      }
      label="Search by reference, name, full e-mail or full phone number"
      placeholder="Reference, name, full e-mail or phone"
      className="w-full max-w-80"
    />
  )
}
