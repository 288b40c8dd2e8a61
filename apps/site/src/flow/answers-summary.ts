import type { Menu, Station } from '@holdfast/bookings/contract'
import { formatAddress } from '../format/address.ts'
import { formatDay, formatWallTime } from '../format/moments.ts'
import { readCounts } from './dishes.ts'
import { listAllergens, type Draft } from './draft.ts'
import type { Question } from './questions.ts'

export interface SummaryRow {
  readonly step: Question
  readonly label: string
  readonly lines: readonly string[]
  /** For the link that changes it: "Change the day". */
  readonly change: string
}

/** What has been answered, one row per question, in words. Open questions have no row. */
export function summaryRows(
  draft: Draft,
  station: Station | undefined,
  menu?: Menu,
): readonly SummaryRow[] {
  const rows: SummaryRow[] = [
    {
      step: 'station',
      label: 'Area',
      lines: station ? [station.name, station.area] : [],
      change: 'area',
    },
    {
      step: 'date',
      label: 'Day',
      lines: draft.date === '' ? [] : [formatDay(draft.date)],
      change: 'day',
    },
    {
      step: 'time',
      label: 'Time',
      lines: draft.time === '' ? [] : [`${formatWallTime(draft.time)}, for ${hours(draft)}`],
      change: 'time',
    },
    {
      step: 'party',
      label: 'Guests',
      lines: draft.partyAnswered ? [guestWords(draft)] : [],
      change: 'guests',
    },
    { step: 'menu', label: 'Dishes', lines: dishLines(draft, menu), change: 'dishes' },
    {
      step: 'contact',
      label: 'Contact',
      lines: filled([draft.name, draft.email, draft.phone]),
      change: 'contact',
    },
    {
      step: 'address',
      label: 'Table',
      lines: filled([formatAddress(draft)]),
      change: 'address',
    },
    { step: 'wishes', label: 'For the chef', lines: wishLines(draft), change: 'wishes' },
  ]
  return rows.filter((row) => row.lines.length > 0)
}

/** `8 adults, 2 children, 1 little one`. */
export function guestWords(party: {
  readonly adults: number
  readonly children: number
  readonly underSix: number
}): string {
  return [
    counted(party.adults, 'adult', 'adults'),
    counted(party.children, 'child', 'children'),
    counted(party.underSix, 'little one', 'little ones'),
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function counted(count: number, one: string, many: string): string {
  if (count === 0) return ''
  return `${count} ${count === 1 ? one : many}`
}

function hours(draft: Draft): string {
  return counted(draft.durationHours, 'hour', 'hours')
}

function wishLines(draft: Draft): readonly string[] {
  if (!draft.wishesAnswered) return []
  const allergens = listAllergens(draft.allergens)
  const lines = filled([
    allergens.length > 0 ? `Allergies: ${allergens.join(', ')}` : '',
    draft.specialRequests,
  ])
  return lines.length > 0 ? lines : ['Nothing special']
}

function dishLines(draft: Draft, menu: Menu | undefined): readonly string[] {
  const { proteinsPerGuest, menuAnswered, menuLater, proteins, addOns } = draft
  if (proteinsPerGuest === 0 || !menuAnswered) return []
  if (menuLater) return ['Chosen later']
  return filled([dishWords(proteins, menu?.proteins), dishWords(addOns, menu?.addOns)])
}

/** `14 × Chicken, 2 × Tofu`. */
function dishWords(
  text: string,
  dishes: readonly { readonly id: string; readonly name: string }[] = [],
): string {
  return Array.from(readCounts(text), ([id, count]) => {
    return `${count} × ${dishes.find((dish) => dish.id === id)?.name ?? id}`
  }).join(', ')
}

function filled(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}
