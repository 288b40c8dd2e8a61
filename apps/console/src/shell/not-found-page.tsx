import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { links } from '../data/links.ts'
import { buttonStyle } from '../ui/button-style.ts'
import { StateFrame } from '../ui/states/state-frame.tsx'
import { usePageTitle } from './page-title.ts'

export function NotFoundPage() {
  usePageTitle('Not found')
  return (
    <StateFrame
      Icon={Compass}
      title={<h1>There is no page at this address</h1>}
      text="It may have moved, or the address has a typing error."
    >
      <Link {...links.bookings()} className={buttonStyle({ look: 'primary' })}>
        Go to the bookings
      </Link>
    </StateFrame>
  )
}
