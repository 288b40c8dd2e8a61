import type { Clock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import type { Log } from '@holdfast/kernel/log'
import type { Database } from '@holdfast/kernel/postgres'

export interface SandboxOptions {
  readonly database: Database<unknown>
  readonly vault: Pick<Vault, 'signer' | 'blindIndexes'>
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
  /** Where this service is reached, without a slash at the end. */
  readonly publicUrl: string
  readonly production: boolean
  /** Posts a message to this service: the global fetch unless told. */
  readonly post?: Post
}

/** Posts and resolves with the answer's status. */
export type Post = (url: string, init: RequestInit) => Promise<Pick<Response, 'ok' | 'status'>>
