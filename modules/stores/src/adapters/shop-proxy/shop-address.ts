const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/

/** The shop that a `Host` header names: `slug.localhost:3000`; undefined for any other host. */
export function slugOfHost(
  host: string | undefined,
  domains: readonly string[],
): string | undefined {
  if (host === undefined) return undefined
  const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
  for (const domain of domains) {
    if (!name.endsWith(`.${domain}`)) continue
    return name.slice(0, -domain.length - 1)
  }
  return undefined
}

export function isSlug(text: string): boolean {
  return slugPattern.test(text)
}

const pathPrefix = '/shops/'

export interface ShopPath {
  readonly slug: string
  /** As the shop sees it, with its query; undefined where the slash behind the slug is missing. */
  readonly rest: string | undefined
}

/** The shop that a path names: `/shops/slug/cart` is the path `/cart` of the shop `slug`. */
export function shopOfPath(url: string): ShopPath | undefined {
  if (!url.startsWith(pathPrefix)) return undefined
  const [, slug = '', rest] = /^([^/?]*)(\/.*)?/s.exec(url.slice(pathPrefix.length)) ?? []
  return isSlug(slug) ? { slug, rest } : undefined
}

export function prefixOf(slug: string): string {
  return `${pathPrefix}${slug}`
}
