import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { newId } from '@holdfast/kernel/ids'
import { eventually } from '@holdfast/testing/eventually'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { createDicebearEngine } from '../adapters/dicebear/dicebear-engine.ts'
import type { AvatarSettings } from '../contract.ts'
import { givenMaking } from '../fixtures/given-making.ts'
import { filesBelow } from '../fixtures/making-parts.ts'
import { aPicture } from '../fixtures/pictures.ts'
import type { StudioContext } from '../parts.ts'
import { EngineRefused, type AvatarEngine } from './avatar-engine.ts'
import { createAvatarMakers } from './avatar-makers.ts'
import { startAvatar } from './start-avatar.ts'

const shy: AvatarEngine = {
  name: 'shy',
  title: 'Shy',
  label: 'AI model shy',
  reads: true,
  styles: [],
  draw: () => Promise.reject(new EngineRefused('no')),
}

const folder = await mkdtemp(join(tmpdir(), 'holdfast-avatars-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const files = filesBelow(folder)
const engines = [createDicebearEngine(), shy]
const studio = await givenMaking({ files, makers: createAvatarMakers({ files, engines }) })
const { database, someone, show, balance } = studio
await studio.work()

const drawn: AvatarSettings = {
  from: 'engine',
  engine: 'dicebear',
  style: 'adventurer',
  seed: 'Ember & Oak',
  size: 128,
}

async function begin(ctx: StudioContext, settings: AvatarSettings): Promise<string> {
  const parts = { ...studio.parts, engines }
  const { jobs } = await startAvatar(ctx, { body: { name: 'House mark', settings } }, parts)
  return jobs[0]?.id ?? ''
}

async function make(ctx: StudioContext, settings: AvatarSettings) {
  const id = await begin(ctx, settings)
  return eventually(async () => {
    const job = await show(ctx, id)
    expect(job.endedAt).not.toBeNull()
    return job
  })
}

async function assetOf(id: string | undefined) {
  const asset = await database.kysely
    .selectFrom('studio.asset')
    .where('id', '=', id ?? '')
    .selectAll()
    .executeTakeFirstOrThrow()
  return { asset, content: await buffer(await files.read(asset.key)) }
}

/** A file of somebody's library, as if it had been uploaded. */
async function given(ctx: StudioContext, kind: 'image' | 'audio'): Promise<string> {
  const { key, bytes, sha256 } = await files.put(await aPicture('png'), {
    maxBytes: 1e6,
    contentType: 'image/png',
  })
  const id = newId()
  await database.kysely
    .insertInto('studio.asset')
    .values({
      id,
      organisation_id: ctx.organisationId,
      kind,
      origin: 'upload',
      name: 'Chef',
      content_type: 'image/png',
      key,
      bytes,
      sha256,
      created_by: ctx.actor.id,
      created_at: new Date(),
    })
    .execute()
  return id
}

test('an avatar that is drawn says how, whom its licence names, and is paid for once', async () => {
  const ctx = await someone(3)
  const job = await make(ctx, drawn)
  expect(job).toMatchObject({ state: 'succeeded', kind: 'avatarGenerate', title: 'House mark' })
  const { asset, content } = await assetOf(job.assetIds[0])
  expect(asset).toMatchObject({
    kind: 'image',
    origin: 'avatar',
    label: 'No AI model',
    attribution: '“Adventurer” by Lisa Wischofsky, CC BY 4.0',
    width: 128,
  })
  expect(await sharp(content).metadata()).toMatchObject({ format: 'png', width: 128, height: 128 })
  const preview = await buffer(await files.read(asset.preview_key ?? ''))
  expect((await sharp(preview).metadata()).format).toBe('webp')
  expect(await balance(ctx)).toMatchObject({ held: 0, settled: 1 })
})

test('the same settings give the same avatar, byte by byte', async () => {
  const ctx = await someone()
  const [first, second] = [await make(ctx, drawn), await make(ctx, drawn)]
  const [one, other] = [await assetOf(first.assetIds[0]), await assetOf(second.assetIds[0])]
  expect(other.asset.sha256).toBe(one.asset.sha256)
})

test('an avatar of a picture shows that picture', async () => {
  const ctx = await someone()
  const assetId = await given(ctx, 'image')
  const job = await make(ctx, {
    from: 'picture',
    assetId,
    shape: 'circle',
    style: 'none',
    size: 96,
  })
  expect(job).toMatchObject({ state: 'succeeded', kind: 'avatarUpload' })
  const { asset, content } = await assetOf(job.assetIds[0])
  expect(asset).toMatchObject({ label: null, attribution: null })
  expect(await sharp(content).metadata()).toMatchObject({ width: 96, hasAlpha: true })
})

test('what the engine will not draw is refused at once, said in words, and not paid for', async () => {
  const ctx = await someone(1)
  const settings = { from: 'engine', engine: 'shy', prompt: 'Something', size: 128 } as const
  const job = await make(ctx, settings)
  expect(job).toMatchObject({
    state: 'failed',
    attempt: 1,
    failure: { class: 'refused', message: expect.stringContaining('say it in another way') },
  })
  expect(await balance(ctx)).toMatchObject({ available: 1, held: 0, settled: 0 })
})

test('what can not be drawn is refused before anything is set aside', async () => {
  const ctx = await someone(1)
  const song = await given(ctx, 'audio')
  const foreign = await given(await someone(), 'image')
  const picture = { from: 'picture', shape: 'square', style: 'none', size: 96 } as const
  const cases: readonly (readonly [string, AvatarSettings])[] = [
    ['studio.unknownEngine', { ...drawn, engine: 'none' }],
    ['studio.unknownStyle', { ...drawn, style: 'avataaars' }],
    ['studio.promptMissing', { from: 'engine', engine: 'shy', prompt: '', size: 128 }],
    ['studio.unknownAsset', { ...picture, assetId: newId() }],
    ['studio.unknownAsset', { ...picture, assetId: foreign }],
    ['studio.wrongKind', { ...picture, assetId: song }],
  ]
  for (const [code, settings] of cases) {
    await expect(begin(ctx, settings)).rejects.toMatchObject({ code })
  }
  expect(await balance(ctx)).toMatchObject({ available: 1, held: 0 })
})
