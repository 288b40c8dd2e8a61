import type { Slot } from '@holdfast/bookings/contract'

const parts = [
  { name: 'Midday', until: '15:00' },
  { name: 'Afternoon', until: '17:00' },
  { name: 'Evening', until: '24:00' },
] as const

/** Slots under the part of the day they start in, by the station's clock; no empty parts. */
export function partsOfDay(slots: readonly Slot[]) {
  return parts
    .map((part, index) => {
      const from = parts[index - 1]?.until ?? '00:00'
      return {
        name: part.name,
        slots: slots.filter((slot) => slot.time >= from && slot.time < part.until),
      }
    })
    .filter((part) => part.slots.length > 0)
}
