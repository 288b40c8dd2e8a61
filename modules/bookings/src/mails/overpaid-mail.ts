import type { Money } from '@holdfast/kernel/contract'
import type { Booking } from '../booking/booking.ts'
import type { BookingMail, Head } from './booking-mails.ts'
import { factsOf, footerOf, moneyInWords } from './words.ts'

/** Somebody of the business gives money back, whatever the policy says. */
export function givenBackMail(booking: Booking, head: Head, amount: Money): BookingMail {
  return {
    subject: `We give you money back for booking ${booking.reference}`,
    content: {
      title: 'We give you money back',
      paragraphs: [
        `Hello ${head.name},`,
        `${head.businessName} gives you ${moneyInWords(amount)} of your deposit back. There is nothing for you to do.`,
        'It goes to where it came from and can take some days to arrive.',
      ],
      facts: factsOf(booking),
      button: { label: 'See your booking', link: head.link },
      footer: footerOf(booking, head),
    },
  }
}

/** The deposit came a second time, and that goes back by itself. */
export function overpaidMail(booking: Booking, head: Head, amount: Money): BookingMail {
  return {
    subject: `You paid twice for booking ${booking.reference}`,
    content: {
      title: 'You paid twice, and one payment goes back',
      paragraphs: [
        `Hello ${head.name},`,
        `Your deposit reached us a second time. We give that payment back: ${moneyInWords(amount)}. There is nothing for you to do.`,
        'Your bank or card shows it after a few days.',
      ],
      facts: factsOf(booking),
      button: { label: 'See your booking', link: head.link },
      footer: footerOf(booking, head),
    },
  }
}
