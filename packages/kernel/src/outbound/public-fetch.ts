import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import {
  AddressRefused,
  refusePrivateAddresses,
  type PrivateAddressRules,
} from './public-address.ts'
import type { Transport, TransportRequest } from './transport.ts'

export interface PublicFetchOptions extends PrivateAddressRules {
  /** Resolves names; the system's unless told. */
  readonly lookup?: Lookup
}

type Lookup = (
  name: string,
  options: { readonly all: true },
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void

/**
 * Sends to public addresses alone, for urls that users give. A name is resolved once, and the
 * connection goes to the very address that was checked: a name that changes its mind in between
 * changes nothing. One private address among several refuses all. Each request has a connection of
 * its own; no redirect is followed and no proxy of the environment used. Throws AddressRefused.
 */
export function fetchPublicAddress(options: PublicFetchOptions = {}): Transport {
  const lookup = checkedLookup(options)
  return (url, request) => {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      return Promise.reject(new AddressRefused('The address is neither http nor https'))
    }
    if (isIP(host) !== 0) {
      try {
        refusePrivateAddresses([host], options)
      } catch (error) {
        return Promise.reject(error)
      }
    }
    return send(url, request, lookup)
  }
}

/** What `net.connect` resolves with: its answer is what the socket connects to. */
function checkedLookup(options: PublicFetchOptions): LookupFunction {
  const resolveName: Lookup = options.lookup ?? systemLookup
  return (name, { all }, callback) => {
    resolveName(name, { all: true }, (error, addresses) => {
      const refusal = error ?? findRefusal(addresses, options)
      const [first] = addresses ?? []
      if (refusal || !first) callback(refusal ?? new AddressRefused(), '', 0)
      else if (all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

function findRefusal(addresses: readonly LookupAddress[], rules: PrivateAddressRules) {
  try {
    refusePrivateAddresses(
      addresses.map(({ address }) => address),
      rules,
    )
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new AddressRefused()
  }
}

function send(url: URL, asked: TransportRequest, lookup: LookupFunction): Promise<Response> {
  const { method, headers, body, signal } = asked
  const begin = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const request = begin(url, {
      method,
      headers: Object.fromEntries(headers),
      lookup,
      agent: false,
      signal,
    })
    request.on('error', reject)
    request.on('response', (response) => resolve(toResponse(response)))
    request.end(body)
  })
}

const bodiless = new Set([204, 205, 304])

function toResponse(message: IncomingMessage): Response {
  const status = message.statusCode ?? 0
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(message.headersDistinct)) {
    for (const value of values) headers.append(name, value)
  }
  if (bodiless.has(status)) {
    message.resume()
    return new Response(null, { status, headers })
  }
  return new Response(Readable.toWeb(message) as ReadableStream<Uint8Array>, { status, headers })
}
