type Raw = Readonly<Record<string, unknown>>

/**
 * Reads the search of an address so that a page sees what `read` makes of it and nothing else. The
 * router lays what a route reads over what the address says, and whatever is merely left out would
 * show through: here it is undefined.
 */
export function strictly<Read extends (raw: Raw) => object>(
  read: Read,
): (raw: Raw) => ReturnType<Read> {
  return (raw) => {
    const dropped = Object.fromEntries(Object.keys(raw).map((name) => [name, undefined]))
    // What `read` leaves out is optional in its answer.
    return { ...dropped, ...read(raw) } as ReturnType<Read>
  }
}
