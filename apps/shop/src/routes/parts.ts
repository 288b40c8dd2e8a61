import type { Clock } from '@holdfast/kernel/clock'
import type { Signer } from '@holdfast/kernel/crypto'
import type { Log } from '@holdfast/kernel/log'
import type { Database } from '@holdfast/kernel/postgres'
import type { RateLimitStore } from '@holdfast/kernel/rate-limit'
import type { Sessions } from '../admin/session.ts'
import type { Style } from '../pages/style.ts'

/** What the routes of a shop are made of. */
export interface ShopParts {
  readonly database: Database<unknown>
  readonly clock: Clock
  readonly log: Log
  readonly cartSigner: Signer
  readonly orderSigner: Signer
  readonly sessions: Sessions
  readonly limits: RateLimitStore
  readonly style: Style
  /** What the parent shows to be let in where no visitor is. */
  readonly controlToken: string
  readonly shop: ShopFacts
}

export interface ShopFacts {
  readonly storeId: string
  readonly shopName: string
  readonly currency: string
  readonly theme: string
  readonly plan: string
  readonly version: string
  readonly generation: number
}
