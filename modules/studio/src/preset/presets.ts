import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { Selectable } from 'kysely'
import type { avatarRoutes, Preset } from '../contract.ts'
import { lockPerson } from '../job/job-rows.ts'
import type { StudioContext } from '../parts.ts'
import { problems } from '../problems.ts'
import type { StudioTables } from '../tables.ts'

type Routes = typeof avatarRoutes

/** Of one person. */
const mostPresets = 50

/**
 * Keeps settings. One of the same name is replaced. Throws `studio.tooManyPresets`, however many ask
 * at once.
 */
export async function createPreset(
  ctx: StudioContext,
  { body: { name, settings } }: Pick<RouteInput<Routes['createPreset']>, 'body'>,
): Promise<RouteOutput<Routes['createPreset']>> {
  ctx.permit('studio.create')
  const { organisationId } = ctx
  const written = JSON.stringify(settings)
  return ctx.transaction(async (tx) => {
    const { kysely } = tx
    await lockPerson(tx, { organisationId, personId: ctx.actor.id })
    const row = await kysely
      .insertInto('studio.preset')
      .values({
        id: ctx.ids(),
        organisation_id: organisationId,
        name,
        settings: written,
        created_by: ctx.actor.id,
        created_at: ctx.now(),
      })
      .onConflict((other) =>
        other
          .constraint('preset_name')
          .doUpdateSet({ settings: written, created_by: ctx.actor.id, created_at: ctx.now() }),
      )
      .returningAll()
      .executeTakeFirstOrThrow()
    const { count } = await kysely
      .selectFrom('studio.preset')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('organisation_id', '=', organisationId)
      .where('created_by', '=', ctx.actor.id)
      .executeTakeFirstOrThrow()
    if (Number(count) > mostPresets) throw problems.tooManyPresets({ most: mostPresets })
    return onWire(row)
  })
}

/** All presets of the organisation, by name. */
export async function listPresets(ctx: StudioContext): Promise<RouteOutput<Routes['listPresets']>> {
  ctx.permit('studio.read')
  const rows = await ctx.kysely
    .selectFrom('studio.preset')
    .selectAll()
    .where('organisation_id', '=', ctx.organisationId)
    .orderBy('name')
    .execute()
  return { items: rows.map(onWire) }
}

/** Throws `studio.unknownPreset`. */
export async function deletePreset(
  ctx: StudioContext,
  { params }: Pick<RouteInput<Routes['deletePreset']>, 'params'>,
): Promise<undefined> {
  ctx.permit('studio.delete')
  const gone = await ctx.kysely
    .deleteFrom('studio.preset')
    .where('organisation_id', '=', ctx.organisationId)
    .where('id', '=', params.id)
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw problems.unknownPreset({ presetId: params.id })
}

function onWire(row: Selectable<StudioTables['studio.preset']>): Preset {
  return {
    id: row.id,
    name: row.name,
    settings: row.settings,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  }
}
