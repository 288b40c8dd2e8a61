/** `attachment`: to be saved. `inline`: a picture, video or sound to be shown where it is. */
export type Disposition = 'attachment' | 'inline'

/**
 * The `Content-Disposition` of a file that is called `fileName`, whatever is in it
 * (https://www.rfc-editor.org/rfc/rfc6266).
 */
export function dispositionOf(disposition: Disposition, fileName: string): string {
  const harmless = fileName
    .normalize('NFKC')
    .replaceAll(/(?![\u200c\u200d])[\p{C}/\\:*?"<>|]/gu, '_')
    .slice(0, 200)
  const ascii = harmless.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll('%', '_')
  return `${disposition}; filename="${ascii || 'file'}"; filename*=UTF-8''${encoded(harmless || 'file')}`
}

const shown = /^(?:image\/(?:png|jpeg|webp|gif|avif)|(?:audio|video)\/[\w.+-]+)$/

/** Throws TypeError for what a browser would run, such as a page or an SVG. */
export function assertShowable(contentType: string): void {
  if (!shown.test(contentType)) throw new TypeError(`${contentType} can not be shown inline`)
}

/** Of what `encodeURIComponent` leaves as it is, these mean something in a header. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
