import type { ApiKey as ApiKeyOnWire } from '../contract/api-key.ts'
import type { ApiKey } from './api-key-store.ts'

export interface SeenBy {
  readonly now: Date
  /** False when whoever answers for the key has left. */
  readonly hasCreator: boolean
  readonly creatorName?: string | undefined
}

/** A key as the staff sees it at this time. */
export function apiKeyOnWire(key: ApiKey, seen: SeenBy): ApiKeyOnWire {
  const { previous } = key
  const isPreviousAlive = previous !== undefined && previous.until > seen.now
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    actions: [...key.actions],
    ...(key.scope ? { scope: [...key.scope] } : {}),
    createdBy: {
      personId: key.createdBy,
      ...(seen.creatorName === undefined ? {} : { name: seen.creatorName }),
    },
    state: stateOf(key, seen),
    createdAt: key.createdAt.toISOString(),
    ...(key.expiresAt ? { expiresAt: key.expiresAt.toISOString() } : {}),
    ...(key.lastUsedAt ? { lastUsedAt: key.lastUsedAt.toISOString() } : {}),
    ...(key.rotatedAt ? { rotatedAt: key.rotatedAt.toISOString() } : {}),
    ...(isPreviousAlive ? { previousUntil: previous.until.toISOString() } : {}),
  }
}

function stateOf({ expiresAt }: ApiKey, { now, hasCreator }: SeenBy): ApiKeyOnWire['state'] {
  if (expiresAt && expiresAt <= now) return 'expired'
  return hasCreator ? 'active' : 'creatorGone'
}
