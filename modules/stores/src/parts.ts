import type { Vault } from '@holdfast/kernel/crypto'
import type { Context, VerbTransaction } from '@holdfast/kernel/module'
import type { Engines } from './engine/engines.ts'
import type { StoresTables } from './tables.ts'

export type StoresContext = Context<StoresTables>
export type StoresTransaction = VerbTransaction<StoresTables>

/** What the verbs of stores need from outside, given once by the composition root. */
export interface StoresParts {
  readonly engines: Engines
  /** Where stores are made; the first unless somebody asks for another. */
  readonly regions: readonly [string, ...string[]]
  /** How many stores an organisation may have, unless `stores.quota` says otherwise. */
  readonly usualQuota: number
  readonly vault: Pick<Vault, 'seal' | 'open'>
  /** Whose people see the stores of all organisations together; everybody else sees their own. */
  readonly platformOrganisationId: string | undefined
}
