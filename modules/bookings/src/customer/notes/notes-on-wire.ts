import type { CustomerNote } from '../../contract.ts'
import type { BookingsContext, Staff } from '../../parts.ts'
import { withoutTables } from '../../without-tables.ts'
import type { Note } from './note-store.ts'

/** Notes with the names of those who wrote them. */
export async function notesOnWire(
  ctx: BookingsContext,
  notes: readonly Note[],
  staff: Pick<Staff, 'namesOf'>,
): Promise<CustomerNote[]> {
  const actorIds = [...new Set(notes.map(({ actorId }) => actorId))]
  const names = await staff.namesOf(withoutTables(ctx.kysely), ctx.organisationId, actorIds)
  return notes.map(({ id, actorId, text, createdAt }) => ({
    id,
    at: createdAt.toISOString(),
    by: { id: actorId, name: names.get(actorId) },
    text,
  }))
}
