import type { PaymentMethod, ProviderName } from '../contract.ts'
import { problems } from '../problems.ts'
import type { Provider } from './provider.ts'

/** The providers of this service, by the ways to pay that each offers. */
export interface Providers {
  readonly all: readonly Provider[]
  /** In the order in which they are offered. */
  readonly methods: readonly PaymentMethod[]
  /** Throws `payments.unknownMethod`. */
  forMethod(method: PaymentMethod): Provider
  /** Throws for one that is no longer configured, although something was paid with it. */
  named(name: ProviderName): Provider
}

export type Offers = readonly (readonly [PaymentMethod, Provider])[]

export function createProviders(offers: Offers): Providers {
  const byMethod = new Map(offers)
  const byName = new Map(offers.map(([, provider]) => [provider.name, provider]))
  return {
    all: [...byName.values()],
    methods: [...byMethod.keys()],
    forMethod(method) {
      const provider = byMethod.get(method)
      if (!provider) throw problems.unknownMethod({ method })
      return provider
    },
    named(name) {
      const provider = byName.get(name)
      if (!provider)
        throw problems.providerUnavailable({ provider: name, reason: 'not configured' })
      return provider
    },
  }
}
