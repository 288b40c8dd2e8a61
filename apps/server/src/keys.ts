import {
  createVault,
  loadOrCreateMasterKey,
  readMasterKeys,
  type Vault,
} from '@holdfast/kernel/crypto'
import type { Log } from '@holdfast/kernel/log'
import type { Environment } from './env.ts'

export interface Keys {
  readonly vault: Vault
}

/** The keys that the environment holds, or those of the data folder on a development machine. */
export async function loadKeys(env: Environment, log: Log): Promise<Keys> {
  return { vault: createVault(await loadMasterKeys(env, log)) }
}

async function loadMasterKeys(env: Environment, log: Log) {
  if (env.HOLDFAST_MASTER_KEY) {
    return readMasterKeys(
      env.HOLDFAST_MASTER_KEY.reveal(),
      env.HOLDFAST_PREVIOUS_MASTER_KEYS?.reveal(),
    )
  }
  const { keys, warning, created } = await loadOrCreateMasterKey(env.HOLDFAST_DATA_DIR)
  if (created) log.warn({ warning }, 'development master key created')
  return keys
}
