/** Has the browser save what an address of our own gives, without leaving the page. */
export function saveFrom(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  link.click()
}

/** The address that gives several files as one archive. */
export function archiveUrl(assetIds: readonly string[]): string {
  return `/api/v1/studio/archive.zip?${new URLSearchParams(assetIds.map((id) => ['id', id]))}`
}

/** The most files that one archive takes. */
export const mostArchived = 50
