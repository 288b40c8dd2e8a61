import type { Engine } from '../../driver/driver.ts'
import { createHelmDriver, type HelmDriver, type HelmDriverOptions } from './helm-driver.ts'

export interface HelmEngine extends Engine {
  readonly driver: HelmDriver
}

/** The engines that make shops in a cluster, as they are offered. */
export function helmEngines(options: Omit<HelmDriverOptions, 'chart'>): readonly HelmEngine[] {
  return [
    {
      name: 'woocommerce',
      title: 'WooCommerce',
      description:
        'WordPress with WooCommerce and a MariaDB of its own, in the Kubernetes cluster.',
      versions: ['9.8.5'],
      driver: createHelmDriver({ ...options, chart: 'woocommerce' }),
    },
    {
      name: 'medusa',
      title: 'Medusa',
      description: 'Medusa with a PostgreSQL and a Redis of its own, in the Kubernetes cluster.',
      versions: ['2.21.2'],
      driver: createHelmDriver({ ...options, chart: 'medusa' }),
    },
  ]
}
