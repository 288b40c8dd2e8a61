/**
 * The fields one after the other, each behind its length, so that no two different lists
 * give the same bytes: `['ab', 'c']` is not `['a', 'bc']`.
 */
export function lengthPrefixed(fields: readonly string[]): Buffer {
  const parts = fields.flatMap((field) => {
    const bytes = Buffer.from(field, 'utf8')
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return [length, bytes]
  })
  return Buffer.concat(parts)
}
