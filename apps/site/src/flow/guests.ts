/** The most that a chef cooks for. */
export const mostGuests = 50

/** Who comes. */
export interface Guests {
  readonly adults: number
  readonly children: number
  readonly underSix: number
}
