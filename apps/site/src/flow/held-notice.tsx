import ticket from 'lucide-static/icons/ticket.svg?raw'
import { payAddress } from '../pay/pay-address.ts'
import { Icon } from '../ui/icon.tsx'
import { heldWords } from './held-words.ts'
import type { BookingFlow } from './use-booking.ts'

/** Whoever comes back to a dinner that is held is told so, before booking again. */
export function HeldNotice({ flow }: { readonly flow: BookingFlow }) {
  const words = heldWords(flow.kept, flow.draft)
  const payment = flow.kept && payAddress(flow.kept.receipt)
  if (words === undefined || payment === undefined) return null
  return (
    <div class="notice" data-tone="info" role="status">
      <Icon svg={ticket} />
      <div class="notice-body">
        <p>{words}</p>
        <p>
          <a href={payment}>Go to its payment</a>
        </p>
      </div>
    </div>
  )
}
