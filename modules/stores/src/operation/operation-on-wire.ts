import type { Operation } from '../contract.ts'
import type { OperationRecord } from './operation-queries.ts'

export function operationOnWire(operation: OperationRecord): Operation {
  return {
    id: operation.id,
    storeId: operation.store_id,
    kind: operation.kind,
    state: operation.state,
    attempts: operation.attempts,
    failure: operation.failure,
    createdAt: operation.created_at.toISOString(),
    startedAt: operation.started_at?.toISOString() ?? null,
    endedAt: operation.ended_at?.toISOString() ?? null,
  }
}
