/** What somebody bought, as it was sold. */
export interface Order {
  readonly id: string
  readonly number: number
  readonly customerName: string
  readonly email: string
  readonly address: string
  readonly totalMinor: number
  readonly currency: string
  readonly paymentReference: string
  readonly placedAt: Date
  readonly lines: readonly OrderLine[]
}

export interface OrderLine {
  readonly name: string
  readonly quantity: number
  readonly priceMinor: number
}

export interface Customer {
  readonly name: string
  readonly email: string
  readonly address: string
}
