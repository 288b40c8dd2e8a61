import type { ShopChart } from './charts/chart.ts'
import type { Cluster } from './cluster.ts'
import type { Helm } from './helm.ts'
import type { BundleOptions } from './namespace-bundle.ts'
import type { ValuesOptions } from './shop-values.ts'

/** What the methods of the driver share. */
export interface Parts extends BundleOptions, ValuesOptions {
  readonly cluster: Cluster
  readonly helm: Helm
  readonly chart: ShopChart
  /** The chart's folder. */
  readonly chartPath: string
  /** Where the ingress is reached, when not under each shop's own name. */
  readonly ingressUrl?: URL | undefined
  /** Between two looks at what takes a while. */
  readonly pollMs: number
}
