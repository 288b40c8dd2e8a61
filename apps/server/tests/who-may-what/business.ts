import { newId } from '@holdfast/kernel/ids'
import { systemActor, type Actor } from '@holdfast/kernel/module'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Service } from './service.ts'

/** A business with an owner and two stations, in which a test can make whatever it needs. */
export interface Business {
  readonly organisationId: string
  readonly owner: Actor
  readonly stationIds: readonly [here: string, there: string]
  /** The team of each station. */
  readonly unitIds: ReadonlyMap<string, string>
  /** Of everything that was made here, the business itself included. */
  readonly ids: ReadonlySet<string>
  /** Makes something by the verb of a route, as the platform or as the owner, and gives its id. */
  make(operation: string, given: Parameters<Service['run']>[2], as?: Actor): Promise<string>
  /** Notes an id of what was made here in another way, and gives it back. */
  note(id: string): string
  /** Somebody new with an account, who belongs to the business when a role is given. */
  hire(role?: string, stationId?: string): Promise<Person>
}

export interface Person {
  readonly personId: string
  readonly memberId: string | undefined
}

// The password in the examples of the contracts.
const password = 'a long and quiet evening'

export async function givenBusiness(
  service: Service,
  {
    organisationId,
    allActions,
  }: { readonly organisationId: string; readonly allActions: ReadonlySet<string> },
): Promise<Business> {
  const { database, auth } = service
  const passwordHash = await auth.hashPassword(password)
  const platform = systemActor(organisationId)
  const ids = new Set([organisationId])
  await sql`insert into identity.organisation (id, name, created_at)
    values (${organisationId}, 'Ember & Oak', now()) on conflict do nothing`.execute(
    database.kysely,
  )
  const keeper = await hire('owner')
  const owner: Actor = { id: keeper.personId, kind: 'person', organisationId, actions: allActions }
  const unitIds = new Map<string, string>()
  const stationIds = [await aStation('Here'), await aStation('There')] as const
  return { organisationId, owner, stationIds, unitIds, ids, make, note, hire }

  async function make(
    operation: string,
    given: Parameters<Service['run']>[2],
    as: Actor = platform,
  ): Promise<string> {
    const { id } = withId.parse(await service.run(operation, as, given))
    return note(id)
  }

  function note(id: string): string {
    ids.add(id)
    return id
  }

  /** With a team, so that every evening can be booked once. */
  async function aStation(name: string): Promise<string> {
    const station = { name, area: 'Town', timeZone: 'America/New_York', opensAt: '11:00' }
    const hours = { closesAt: '22:00', mustEndBy: '00:30', currency: 'USD' }
    const id = await make('POST /stations', { body: { ...station, ...hours } })
    const unit = { kind: 'unit', name: 'Team 1' }
    unitIds.set(id, await make('POST /stations/:id/resources', { params: { id }, body: unit }))
    return id
  }

  async function hire(role?: string, stationId?: string): Promise<Person> {
    const [personId, memberId] = [newId(), newId()]
    ids.add(personId).add(memberId)
    await sql`insert into auth.person (id, name, email, email_verified, created_at, updated_at)
      values (${personId}, 'Rosa', ${`${personId}@example.com`}, true, now(), now())`.execute(
      database.kysely,
    )
    await sql`insert into auth.account
      (id, person_id, provider_id, account_id, password, created_at, updated_at)
      values (${personId}, ${personId}, 'credential', ${personId}, ${passwordHash}, now(), now())`.execute(
      database.kysely,
    )
    if (role === undefined) return { personId, memberId: undefined }
    const scope = stationId === undefined ? null : [stationId]
    await sql`insert into identity.member
      (id, organisation_id, person_id, role, scope, joined_at)
      values (${memberId}, ${organisationId}, ${personId}, ${role}, ${scope}, now())`.execute(
      database.kysely,
    )
    return { personId, memberId }
  }
}

const withId = z.looseObject({ id: z.string() })
