import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPublicAddress, refusePrivateAddresses } from './public-address.ts'

test.each([
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::7f00:1',
  '4000::1',
  '::ffff:10.0.0.1',
  '::ffff:a9fe:a9fe',
  '::ffff:0:127.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'localhost',
  '',
  '127.1',
  '0x7f.1',
  '2130706433',
  '017700000001',
])('%s is refused', (address) => {
  expect(isPublicAddress(address)).toBe(false)
  expect(() => refusePrivateAddresses(['8.8.8.8', address])).toThrow('not a public one')
})

test.each(['8.8.8.8', '1.1.1.1', '93.184.216.34', '2606:4700::1111', '::ffff:8.8.8.8'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

test('no address at all is no public address', () => {
  expect(() => refusePrivateAddresses([])).toThrow('not a public one')
})

test('a network that is allowed is let through, and nothing beside it', () => {
  const rules = { allow: ['10.1.0.0/16', 'fd00:1::/32'] }
  expect(isPublicAddress('10.1.2.3', rules)).toBe(true)
  expect(isPublicAddress('fd00:1::5', rules)).toBe(true)
  expect(isPublicAddress('10.2.0.1', rules)).toBe(false)
  expect(isPublicAddress('fd00:2::5', rules)).toBe(false)
})

test('however a private IPv4 address is wrapped, it stays refused', () => {
  const octet = fc.integer({ min: 0, max: 255 })
  const address = fc.oneof(
    fc.tuple(octet, octet, octet).map((rest) => [10, ...rest]),
    fc.tuple(octet, octet, octet).map((rest) => [127, ...rest]),
    fc.tuple(octet, octet).map((rest) => [192, 168, ...rest]),
    fc.tuple(octet, octet).map((rest) => [169, 254, ...rest]),
  )
  const wrapping = fc.constantFrom('', '::', '::ffff:', '::ffff:0:', '64:ff9b::')
  fc.assert(
    fc.property(address, wrapping, (octets, prefix) => {
      expect(isPublicAddress(prefix + octets.join('.'))).toBe(false)
    }),
  )
})
