const longest = 40
const suffixLength = 6

/** Host names that are somebody else's, or that a person would take for somebody else's. */
const reserved: ReadonlySet<string> = new Set([
  'admin',
  'api',
  'app',
  'assets',
  'auth',
  'cdn',
  'console',
  'docs',
  'health',
  'holdfast',
  'localhost',
  'mail',
  'metrics',
  'ns',
  'root',
  'sandbox',
  'shop',
  'shops',
  'static',
  'status',
  'store',
  'stores',
  'support',
  'wpad',
  'www',
])

/** Letters that are no other letter with a mark. */
const latin: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  đ: 'd',
  ı: 'i',
}

/**
 * The first part of a store's host name, made of whatever it is called: `[a-z0-9-]{1,40}`, with no
 * hyphen at an end and no two in a row (`xn--` would be read as another script). Undefined when
 * nothing of the name is left, or it is reserved.
 */
export function slugOf(name: string): string | undefined {
  const slug = cut(
    name
      .normalize('NFKD')
      .replace(/[\p{Mark}'’]/gu, '')
      .toLowerCase()
      .replace(/[ßæœøðþłđı]/g, (letter) => latin[letter] ?? '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-/, ''),
    longest,
  )
  return slug === '' || reserved.has(slug) ? undefined : slug
}

/** As `slugOf`, with something random behind it: another one for each `random`. */
export function slugWithSuffix(name: string, random: string): string {
  const suffix = random
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(-suffixLength)
  return `${cut(slugOf(name) ?? 'store', longest - suffixLength - 1)}-${suffix}`
}

function cut(slug: string, length: number): string {
  return slug.slice(0, length).replace(/-$/, '')
}
