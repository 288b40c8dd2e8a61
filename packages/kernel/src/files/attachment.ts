/**
 * The `Content-Disposition` of a file that is saved under `fileName`, whatever is in it
 * (https://www.rfc-editor.org/rfc/rfc6266).
 */
export function attachment(fileName: string): string {
  const harmless = fileName
    .normalize('NFKC')
    .replaceAll(/[\p{C}/\\:*?"<>|]/gu, '_')
    .slice(0, 200)
  const ascii = harmless.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll('%', '_')
  return `attachment; filename="${ascii || 'file'}"; filename*=UTF-8''${encoded(harmless || 'file')}`
}

/** Of what `encodeURIComponent` leaves as it is, these mean something in a header. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
