interface Links {
  readonly viewUrl: string
  readonly downloadUrl: string
}

/**
 * The address of a file of the service as this page may show it. The service calls itself as its
 * guests know it; a console that was reached by another name finds the file below that one, and is
 * let show nothing else.
 */
export function atThisOrigin(url: string): string {
  const { pathname, search } = new URL(url)
  return `${pathname}${search}`
}

/** The same for both addresses of a file; what a bucket gives to save stays where it is. */
export function linksAtThisOrigin<L extends Links>(links: L): L {
  const { viewUrl, downloadUrl } = links
  const isOurs = new URL(downloadUrl).origin === new URL(viewUrl).origin
  return {
    ...links,
    viewUrl: atThisOrigin(viewUrl),
    downloadUrl: isOurs ? atThisOrigin(downloadUrl) : downloadUrl,
  }
}
