// `crypto.randomUUID` exists only on HTTPS and localhost; this works everywhere.
/** 32 hexadecimal digits that nobody can guess. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
