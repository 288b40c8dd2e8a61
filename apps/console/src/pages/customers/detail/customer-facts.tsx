import type { CustomerDetail } from '@holdfast/bookings/contract'
import type { ReactNode } from 'react'
import { formatDistance, formatMoment } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { loneLinkStyle } from '../../../ui/text-link-style.ts'

/** How to reach them, and since when they come. */
export function CustomerFacts({ customer }: { readonly customer: CustomerDetail }) {
  const { email, phones, lastBookedAt } = customer
  const now = useNow()
  return (
    <dl className="flex flex-col gap-3 border-b px-4 py-4 md:px-6">
      {email !== undefined && (
        <Fact label="E-mail">
          <Way text={email} link={`mailto:${email}`} what="e-mail address" />
        </Fact>
      )}
      {phones.length > 0 && (
        <Fact label="Phone">
          {phones.map((phone) => (
            <Way key={phone} text={phone} link={`tel:${phone}`} what="phone number" />
          ))}
        </Fact>
      )}
      <Fact label="Last booked">
        <time dateTime={lastBookedAt}>{formatMoment(lastBookedAt)}</time>
        <span className="text-faint"> · {formatDistance(lastBookedAt, now)}</span>
      </Fact>
    </dl>
  )
}

interface WayProps {
  readonly text: string
  readonly link: string
  readonly what: string
}

/** A way to reach them: it opens, and it can be copied. */
function Way({ text, link, what }: WayProps) {
  return (
    <span className="-my-0.5 flex items-center gap-0.5">
      <a href={link} className={`${loneLinkStyle} min-w-0 wrap-anywhere`}>
        {text}
      </a>
      <CopyButton text={text} what={what} />
    </span>
  )
}

interface FactProps {
  readonly label: string
  readonly children: ReactNode
}

function Fact({ label, children }: FactProps) {
  return (
    <div className="grid grid-cols-[88px_minmax(0,1fr)] gap-4">
      <dt className="text-faint">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
