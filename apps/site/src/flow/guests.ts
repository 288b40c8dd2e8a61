/** Who comes. */
export interface Guests {
  readonly adults: number
  readonly children: number
  readonly underSix: number
}
