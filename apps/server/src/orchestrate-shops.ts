import type { Vault } from '@holdfast/kernel/crypto'
import type { Log } from '@holdfast/kernel/log'
import type { Metrics } from '@holdfast/kernel/metrics'
import type { Database, Listener } from '@holdfast/kernel/postgres'
import { createOrchestrator, type Orchestrator } from '@holdfast/stores'
import type { Environment } from './env.ts'
import type { Shops } from './shops.ts'

export interface OrchestrationParts {
  readonly env: Environment
  readonly database: Database<unknown>
  readonly listener: Listener
  readonly shops: Pick<Shops, 'engines'>
  readonly vault: Vault
  readonly log: Log
  readonly metrics: Metrics
}

/** Makes shops by the engines that there are on this machine; idle where there is none. */
export function orchestrateShops({ env, shops, ...parts }: OrchestrationParts): Orchestrator {
  return createOrchestrator({
    ...parts,
    engines: shops.engines,
    places: env.STORES_AT_ONCE,
    caps: {
      fleet: env.STORES_MADE_AT_ONCE,
      engine: env.STORES_MADE_AT_ONCE_PER_ENGINE,
      organisation: env.STORES_MADE_AT_ONCE_PER_ORGANISATION,
    },
    minPollIntervalMs: env.MIN_POLL_INTERVAL_MS,
    maxPollIntervalMs: env.MAX_POLL_INTERVAL_MS,
  })
}
