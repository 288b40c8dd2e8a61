import { newId } from '@holdfast/kernel/ids'
import { describe, expect, test } from 'vitest'
import type { MixSettings } from '../contract.ts'
import { givenMaking } from '../fixtures/given-making.ts'
import { smallMix } from '../fixtures/mix-footage.ts'
import { mixInput } from '../mix/mix-input.ts'
import type { AssetRecord } from '../asset/asset-rows.ts'
import type { StudioContext } from '../parts.ts'
import { changeProject } from './change-project.ts'
import { createProject } from './create-project.ts'
import { deleteProject } from './delete-project.ts'
import { listEdits } from './list-edits.ts'
import { startMix } from './start-mix.ts'

const { database, parts, someone, balance, contextOf } = await givenMaking()

type AssetFacts = Partial<Pick<AssetRecord, 'kind' | 'width' | 'height' | 'is_high_range'>>

async function anAsset(ctx: StudioContext, facts: AssetFacts = {}): Promise<string> {
  const id = newId()
  await database.kysely
    .insertInto('studio.asset')
    .values({
      id,
      organisation_id: ctx.organisationId,
      kind: 'video',
      origin: 'upload',
      name: 'Grill',
      content_type: 'video/mp4',
      key: id,
      bytes: 1,
      sha256: 'a'.repeat(64),
      demuxer: 'mov',
      duration_ms: 10_000,
      has_audio: true,
      created_by: ctx.actor.id,
      created_at: new Date(),
      ...facts,
    })
    .execute()
  return id
}

async function aProject(ctx: StudioContext, given: Partial<MixSettings> = {}) {
  const clips = [{ assetId: await anAsset(ctx) }, { assetId: await anAsset(ctx) }]
  const settings = { ...smallMix, clips, variants: 4, ...given }
  return createProject(ctx, { body: { kind: 'mix', name: 'Reel', settings } })
}

function start(ctx: StudioContext, id: string, body: { version: number; variants?: number[] }) {
  return startMix(ctx, { params: { id }, body }, parts)
}

function jobsOf(ctx: StudioContext) {
  return database.kysely
    .selectFrom('studio.job')
    .where('organisation_id', '=', ctx.organisationId)
    .orderBy('variant')
    .selectAll()
    .execute()
}

const problem = (code: string) => expect.objectContaining({ code: `studio.${code}` })

describe('a start of mixes', () => {
  test('is a job for each variant, with the edit that was shown before', async () => {
    const ctx = await someone(10)
    const { id } = await aProject(ctx)
    const { items } = await listEdits(ctx, { params: { id } })
    await start(ctx, id, { version: 1 })
    const jobs = await jobsOf(ctx)
    expect(jobs.map(({ variant, state }) => [variant, state])).toEqual(
      [1, 2, 3, 4].map((variant) => [variant, 'queued']),
    )
    expect(jobs.map(({ input }) => mixInput.parse(input).edit)).toEqual(items)
  })

  test('says of each clip which colours it has, as far as its file tells', async () => {
    const ctx = await someone(10)
    const phone = { width: 1920, height: 1080, is_high_range: true }
    const clips = [
      { assetId: await anAsset(ctx, phone) },
      { assetId: await anAsset(ctx, { width: 720, height: 576 }) },
    ]
    const { id } = await aProject(ctx, { clips, variants: 1 })
    await start(ctx, id, { version: 1 })
    const [job] = await jobsOf(ctx)
    expect(mixInput.parse(job?.input).clips).toMatchObject([
      { isHighRange: true, isLarge: true },
      { isHighRange: false, isLarge: false },
    ])
  })

  test('of more than there are credits for is none at all', async () => {
    const ctx = await someone(3)
    const { id } = await aProject(ctx)
    await expect(start(ctx, id, { version: 1 })).rejects.toThrow()
    expect(await jobsOf(ctx)).toEqual([])
    expect(await balance(ctx)).toMatchObject({ available: 3, held: 0 })
  })

  test('can be of some variants alone, which are the same as among all', async () => {
    const ctx = await someone(10)
    const { id } = await aProject(ctx)
    const { items } = await listEdits(ctx, { params: { id } })
    await start(ctx, id, { version: 1, variants: [3] })
    const [job] = await jobsOf(ctx)
    expect(mixInput.parse(job?.input).edit).toEqual(items[2])
  })

  test('of another version than the one that was looked at is refused', async () => {
    const ctx = await someone(10)
    const { id } = await aProject(ctx)
    await changeProject(ctx, { params: { id }, body: { version: 1, name: 'Other' } })
    await expect(start(ctx, id, { version: 1 })).rejects.toThrow(problem('changedMeanwhile'))
    expect(await jobsOf(ctx)).toEqual([])
  })

  test('of what is deleted, or of another organisation, is of nothing', async () => {
    const ctx = await someone(10)
    const { id } = await aProject(ctx)
    const stranger = await someone(10)
    await expect(start(stranger, id, { version: 1 })).rejects.toThrow(problem('unknownProject'))
    const remover = contextOf({ ...ctx.actor, actions: new Set(['studio.delete']) })
    await deleteProject(remover, { params: { id } })
    await expect(start(ctx, id, { version: 1 })).rejects.toThrow(problem('unknownProject'))
  })

  test('of clips that can not fill it is refused', async () => {
    const ctx = await someone(10)
    const { id } = await aProject(ctx, { targetMs: 60_000 })
    await expect(start(ctx, id, { version: 1 })).rejects.toThrow(problem('tooShort'))
  })
})

describe('a project', () => {
  test('takes no file of another organisation and no picture for a clip', async () => {
    const ctx = await someone(0)
    const strangers = [{ assetId: await anAsset(await someone(0)) }]
    await expect(aProject(ctx, { clips: strangers })).rejects.toThrow(problem('unknownAsset'))
    const pictures = [{ assetId: await anAsset(ctx, { kind: 'image' }) }]
    await expect(aProject(ctx, { clips: pictures })).rejects.toThrow(problem('wrongKind'))
  })

  test('that eight people change at once is changed by one', async () => {
    const ctx = await someone(0)
    const { id } = await aProject(ctx)
    const change = (name: string) =>
      changeProject(ctx, { params: { id }, body: { version: 1, name } })
    const ended = await Promise.allSettled([...'abcdefgh'].map(change))
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
