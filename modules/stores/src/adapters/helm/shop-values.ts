import type { Shop } from '../../driver/driver.ts'
import { secretName, serviceAccount } from './names.ts'

export interface ValuesOptions {
  /** Shops answer at `slug.domain`. */
  readonly domain: string
  readonly ingressClass: string
  /** Whether the ingress speaks TLS for shops; with this certificate, or with its own. */
  readonly tls: false | { readonly secretName?: string }
  /** The cluster's own default where it is empty. */
  readonly storageClass: string
  /** Without its tag, which is the shop's version; the chart's own unless told. */
  readonly image?: string | undefined
}

export function hostOf(
  shop: Pick<Shop, 'slug'>,
  { domain }: Pick<ValuesOptions, 'domain'>,
): string {
  return `${shop.slug}.${domain}`
}

/** What the chart is given for a shop. There are no secrets in it, and the name is one value. */
export function valuesOf(shop: Shop, options: ValuesOptions): object {
  const { id, name, slug, generation, plan, version } = shop
  const { ingressClass, storageClass, tls, image } = options
  return {
    store: { id, name, slug, generation },
    plan,
    suspended: false,
    host: hostOf(shop, options),
    existingSecret: secretName,
    image: { tag: version, ...(image === undefined ? {} : { repository: image }) },
    serviceAccount: { create: false, name: serviceAccount },
    ingress: {
      className: ingressClass,
      tls: { enabled: tls !== false, secretName: (tls || {}).secretName ?? '' },
    },
    storageClassName: storageClass,
  }
}

/** Where people open the shop. */
export function publicUrlOf(shop: Pick<Shop, 'slug'>, options: ValuesOptions): URL {
  return new URL(`${options.tls === false ? 'http' : 'https'}://${hostOf(shop, options)}/`)
}
