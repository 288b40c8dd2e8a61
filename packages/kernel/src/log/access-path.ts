import { redacted, redactText } from './redact-text.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const fileName =
  /\.(?:js|mjs|css|map|json|html?|txt|xml|svg|png|jpe?g|gif|webp|avif|ico|woff2?|webmanifest)$/
const tokenShape = /^(?=.*\d)(?=.*[A-Za-z])[\w.~=-]{24,}$/
const plain = /^[a-z][a-z-]{0,30}$|^v?\d{1,6}$/
const maxPathLength = 512
const maxRemembered = 2_000

const remembered = new Map<string, string>()

/**
 * The path as the log may show it: without query, each segment that holds an e-mail address, a
 * phone or card number or looks like a token replaced; UUIDs and names of static files stay.
 */
export function sanitizePath(path: string): string {
  const known = remembered.get(path)
  if (known !== undefined) return known
  const clean = cleanPath(path)
  if (remembered.size >= maxRemembered) remembered.clear()
  if (path.length <= maxPathLength) remembered.set(path, clean)
  return clean
}

function cleanPath(path: string): string {
  const end = path.search(/[?#]/)
  const bare = end === -1 ? path : path.slice(0, end)
  const segments = bare.slice(0, maxPathLength).split('/').map(cleanSegment)
  return bare.length > maxPathLength ? `${segments.slice(0, -1).join('/')}/…` : segments.join('/')
}

function cleanSegment(segment: string): string {
  if (segment === '' || plain.test(segment) || uuid.test(segment)) return segment
  if (tokenShape.test(segment) && !fileName.test(segment)) return redacted
  const decoded = decodeOrKeep(segment)
  return redactText(decoded) === decoded && !/[\s/]/.test(decoded) ? segment : redactInside(decoded)
}

// A segment that decodes to something else than itself is shown decoded once and escaped again,
// so that nothing hides behind percent signs.
function redactInside(decoded: string): string {
  const clean = redactText(decoded)
  return clean === decoded ? encodeURIComponent(decoded) : clean.replace(/[\s/]/g, '_')
}

function decodeOrKeep(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
