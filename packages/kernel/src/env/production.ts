import { Secret } from './secret.ts'
import { secretWeakness } from './secret-strength.ts'

export interface ParsedVariable {
  readonly name: string
  readonly value: unknown
  /** The texts that anyone can read in the source: the default and the example. */
  readonly known: readonly (string | undefined)[]
}

/** Says why a value that parses may still not be used in production, or nothing. */
export function productionFault({ name, value, known }: ParsedVariable): string | undefined {
  if (value instanceof Secret) {
    const text: unknown = value.reveal()
    return typeof text === 'string' ? secretWeakness(text, known) : undefined
  }
  if (typeof value === 'string' && name.endsWith('_URL')) return addressFault(value)
  if (Array.isArray(value) && value.includes('*')) return 'must not contain * in production'
  return undefined
}

function addressFault(address: string): string | undefined {
  if (address.startsWith('http:')) return 'must be an https address in production'
  const { protocol, hostname } = URL.parse(address) ?? { protocol: '', hostname: '' }
  return protocol === 'https:' && isThisMachine(hostname)
    ? 'must not point to this machine in production'
    : undefined
}

function isThisMachine(host: string): boolean {
  return /^(localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\])$|\.localhost$/.test(host)
}
