/** Where a sealed value is stored. It can be opened there and nowhere else. */
export interface Place {
  readonly table: string
  readonly column: string
  /** The row's primary key as text. */
  readonly row: string
}
