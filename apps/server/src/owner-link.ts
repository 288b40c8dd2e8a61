import {
  hasOwner,
  makeFirstOwnerLink,
  makeOwnerLink,
  ownerLinkAddress,
  type IdentityTables,
} from '@holdfast/identity'
import type { Log } from '@holdfast/kernel/log'
import type { Database } from '@holdfast/kernel/postgres'
import { systemContext } from './business.ts'

export interface OwnerLinkParts {
  readonly database: Database<unknown>
  readonly publicUrl: string
  readonly log: Log
}

/** The address that makes whoever opens it the first owner; undefined once there is one. */
export async function firstOwnerLink(parts: OwnerLinkParts): Promise<string | undefined> {
  const { database, publicUrl, log } = parts
  const link = await makeFirstOwnerLink(systemContext<IdentityTables>(database, log))
  return link && ownerLinkAddress(publicUrl, link.token)
}

/** Says in the log how to get a link, where a link itself must not stand. */
export async function warnWithoutOwner({ database, log }: OwnerLinkParts): Promise<void> {
  if (await hasOwner(systemContext<IdentityTables>(database, log))) return
  log.warn({ command: 'npm run owner-link' }, 'nobody owns this business yet')
}

/** The address that makes whoever opens it an owner, beside those that there are. */
export async function anotherOwnerLink({ database, publicUrl, log }: OwnerLinkParts) {
  const { token, expiresAt } = await makeOwnerLink(systemContext<IdentityTables>(database, log))
  return { address: ownerLinkAddress(publicUrl, token), expiresAt }
}
