import { resolve } from 'node:path'
import { systemClock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import type { Listener } from '@holdfast/kernel/edge'
import { createFiles, serveFileLinks, type FilePlace, type Files } from '@holdfast/kernel/files'
import type { Environment } from './env.ts'

/** What people upload and what is made for them, and the addresses that give it to them. */
export interface FileStore {
  readonly files: Files
  /** Answers those addresses below `/files`; a bucket answers its own. */
  readonly links: Listener
}

type FileEnvironment = Pick<Environment, 'HOLDFAST_DATA_DIR' | 'FILES_REGION'> &
  Partial<Pick<Environment, Extract<keyof Environment, `FILES_${string}`>>>

export interface FileStoreParts {
  readonly env: FileEnvironment
  readonly vault: Pick<Vault, 'signer'>
  readonly publicUrl: string
}

/** Throws when a bucket is named without who may write to it. */
export function openFileStore({ env, vault, publicUrl }: FileStoreParts): FileStore {
  const folder = resolve(env.HOLDFAST_DATA_DIR, 'files')
  const signer = vault.signer('file-links')
  const clock = systemClock
  const files = createFiles({
    place: placeOf(env, folder),
    spoolFolder: resolve(env.HOLDFAST_DATA_DIR, 'spool'),
    clock,
    signer,
    linkUrl: `${publicUrl}/files`,
  })
  return { files, links: serveFileLinks({ files, signer, clock }) }
}

function placeOf(env: FileEnvironment, folder: string): FilePlace {
  const { FILES_BUCKET: bucket, FILES_REGION: region, FILES_ENDPOINT: endpoint } = env
  if (bucket === undefined) return { kind: 'folder', folder }
  const { FILES_ACCESS_KEY_ID: accessKeyId, FILES_SECRET_ACCESS_KEY: secret } = env
  if (accessKeyId === undefined || secret === undefined) {
    throw new Error('FILES_BUCKET needs FILES_ACCESS_KEY_ID and FILES_SECRET_ACCESS_KEY')
  }
  return { kind: 's3', bucket, region, endpoint, accessKeyId, secretAccessKey: secret.reveal() }
}
