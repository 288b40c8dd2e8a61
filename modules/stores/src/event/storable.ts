/** PostgreSQL takes no NUL and no half of a surrogate pair; programs print both. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}

/** As `storable`, for every text in it. */
export function storableJson(data: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'string' ? storable(value) : value,
  )
}
