import type { StoredEntry } from '../waitlist/entry-store.ts'
import type { BookingMail } from './booking-mails.ts'
import { dayOfDateInWords, partyInWords } from './words.ts'

/** Who writes to whom, and the way out of the list. */
export interface WaitlistHead {
  readonly businessName: string
  readonly name: string
  readonly leaveLink: string
}

/** They are on the list, and here is the way out of it. */
export function joinedMail(entry: StoredEntry, head: WaitlistHead): BookingMail {
  const day = dayOfDateInWords(entry.date)
  return {
    subject: `You are on our waitlist for ${day}`,
    content: {
      title: 'We tell you when a time becomes free',
      paragraphs: [
        `Hello ${head.name},`,
        `${day} is full at the times that would suit you. When one of them becomes free and it is your turn, we hold it for you and write to you at once.`,
      ],
      facts: factsOfWait(entry),
      button: { label: 'I no longer want to wait', link: head.leaveLink },
      closing: [
        'Nothing is booked and nothing is owed. If you did not ask for this, use the button above.',
      ],
      footer: footerOf(head),
    },
  }
}

/** Nothing became free in time. */
export function nothingFreeMail(entry: StoredEntry, head: WaitlistHead): BookingMail {
  const day = dayOfDateInWords(entry.date)
  return {
    subject: `No time became free on ${day}`,
    content: {
      title: 'No time became free',
      paragraphs: [
        `Hello ${head.name},`,
        `We are sorry: nobody has let go of a time on ${day} that would have suited you, and it is too late to prepare one now.`,
        'You are welcome to choose another evening.',
      ],
      facts: factsOfWait(entry),
      footer: footerOf(head),
    },
  }
}

function factsOfWait(entry: StoredEntry) {
  const { earliest, latest, durationHours, party, stationName } = entry
  return [
    { label: 'Evening', value: dayOfDateInWords(entry.date) },
    { label: 'Start', value: earliest === latest ? earliest : `${earliest} to ${latest}` },
    { label: 'How long', value: durationHours === 1 ? '1 hour' : `${durationHours} hours` },
    { label: 'Guests', value: partyInWords(party) },
    { label: 'Station', value: stationName },
  ]
}

function footerOf({ businessName }: WaitlistHead): readonly string[] {
  return [businessName, 'You get this mail because you asked to wait for a time.']
}
