import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext, IdentityTransaction, Stations } from '../parts.ts'

interface Asked {
  readonly stations: Stations
  readonly scope: readonly string[] | null | undefined
}

/**
 * Throws `identity.unknownStation`, with the place of each, when a scope names what is no station
 * of the organisation: somebody limited to it would reach nothing, and nobody would see why.
 */
export async function assertStationsKnown(
  { organisationId }: Pick<IdentityContext, 'organisationId'>,
  tx: IdentityTransaction,
  { stations, scope }: Asked,
): Promise<void> {
  const ids = scope ?? []
  const names = await stations.namesOf(tx.withTypes<unknown>().kysely, organisationId, ids)
  const text = 'This is no station of your business.'
  const errors = ids.flatMap((id, index) =>
    names.has(id) ? [] : [{ path: `scope.${index}`, code: 'unknownStation', text }],
  )
  if (errors.length > 0) throw problems.unknownStation({}, { errors })
}
