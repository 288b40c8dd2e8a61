import ipaddr from 'ipaddr.js'

export interface PrivateAddressRules {
  /** Networks that are allowed although they are private, such as `10.1.0.0/16`. */
  readonly allow?: readonly string[]
}

/** An address that is not a public one was asked for. Its text says nothing about the network. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
  readonly code = 'EADDRREFUSED'
}

// Reached from inside a cloud alone, although it is no private address: Azure's metadata.
const insideOnly = [ipaddr.parseCIDR('168.63.129.16/32')]
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an IP address is one of the public internet's: not private, loopback, link-local (where
 * clouds keep their metadata), reserved, multicast, nor one that carries another address within.
 */
export function isPublicAddress(text: string, rules: PrivateAddressRules = {}): boolean {
  if (!ipaddr.isValid(text)) return false
  // `process` reads ::ffff:10.0.0.1 as 10.0.0.1.
  const address = ipaddr.process(text)
  const isIn = (network: [ipaddr.IPv4 | ipaddr.IPv6, number]) =>
    network[0].kind() === address.kind() && address.match(network)
  if (rules.allow?.map((network) => ipaddr.parseCIDR(network)).some(isIn)) return true
  if (address.range() !== 'unicast' || insideOnly.some(isIn)) return false
  return address.kind() === 'ipv4' || address.match(globalUnicast)
}

/** Throws AddressRefused when one of them is not public. An empty list is refused as well. */
export function refusePrivateAddresses(
  addresses: readonly string[],
  rules: PrivateAddressRules = {},
): void {
  const areFine = addresses.length > 0 && addresses.every((one) => isPublicAddress(one, rules))
  if (!areFine) throw new AddressRefused('The address is not a public one')
}
