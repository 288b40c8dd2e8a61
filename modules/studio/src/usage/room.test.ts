import { newId } from '@holdfast/kernel/ids'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { aMaker, givenApi } from '../fixtures/given-api.ts'
import { aPicture } from '../fixtures/pictures.ts'
import { uploader } from '../fixtures/sending.ts'
import { checkUpload } from '../upload/check-upload-job.ts'

const { ask, origin, jobs, database, queue, storedKeys } = await givenApi({
  limits: { maxBytesPerPerson: 100_000, maxOpenUploadsPerPerson: 12 },
})
const png = await aPicture('png')
const picture = { fileName: 'a.png', type: 'image/png', bytes: png }

function given(organisationId?: string) {
  const as = aMaker(organisationId)
  return {
    as,
    ...uploader(origin, as),
    usage: async () => (await ask('GET', '/studio/usage', { as })).json,
  }
}

const ofLength = (length: number) => ({ 'upload-length': String(length) })

test('50 that begin at once never have more room set aside than there is', async () => {
  const { begin, usage } = given()
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => begin(picture, ofLength(9_000))),
  )
  const begun = answers.filter(({ status }) => status === 201)
  const refused = answers.filter(({ code }) => code === 'studio.quotaExceeded')
  expect([begun.length, refused.length]).toEqual([11, 39])
  expect(await usage()).toEqual({
    bytes: 99_000,
    maxBytes: 100_000,
    openUploads: 11,
    maxOpenUploads: 12,
  })
})

test('20 that begin at once: as many are open as may be, and no more', async () => {
  const { begin, usage } = given()
  const answers = await Promise.all(Array.from({ length: 20 }, () => begin(picture, ofLength(10))))
  const codes = answers.map(({ code, status }) => code ?? status)
  expect(codes.filter((code) => code === 201)).toHaveLength(12)
  expect(codes.filter((code) => code === 'studio.tooManyUploads')).toHaveLength(8)
  expect((await usage()).openUploads).toBe(12)
})

test('forms that come at once never fill more than there is', async () => {
  const { form, usage } = given()
  const answers = await Promise.all(Array.from({ length: 20 }, () => form(picture)))
  const { bytes } = await usage()
  expect(bytes).toBeLessThanOrEqual(100_000)
  const codes = answers.map(({ code, status }) => code ?? status)
  expect(new Set(codes)).toEqual(new Set([201, 'studio.quotaExceeded']))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(
    Math.floor(100_000 / answers.find(({ status }) => status === 201)?.json.bytes),
  )
})

test('room is given back by what was taken back, refused or deleted', async () => {
  const { as, begin, send, end, form, usage } = given()
  const { id } = (await begin(picture, ofLength(90_000))).json
  expect((await begin(picture, ofLength(20_000))).code).toBe('studio.quotaExceeded')
  await end(id)
  expect((await usage()).bytes).toBe(0)
  const spoilt = new Uint8Array(50_000).fill(1)
  const second = await begin({ ...picture, bytes: spoilt })
  await send(second.json.id, { offset: 0, bytes: spoilt })
  await jobs.waitUntilIdle()
  expect((await usage()).bytes).toBe(0)
  const { json: asset } = await form(picture)
  expect((await usage()).bytes).toBe(asset.bytes)
  await ask('DELETE', `/studio/assets/${asset.id}`, { as })
  expect((await usage()).bytes).toBe(0)
})

test('an upload that has come in full knows who looks at it, and needs the room it has set aside alone', async () => {
  const { as, begin, send, show } = given()
  await database.kysely
    .insertInto('studio.quota')
    .values({
      organisation_id: as.organisationId,
      max_bytes_per_person: Math.floor(png.length * 1.5),
    })
    .execute()
  const { id } = (await begin(picture)).json
  await send(id, { offset: 0, bytes: png })
  const { rows } = await sql`
    select name, data -> 'input' ->> 'uploadId' as id
      from pgboss.job where id = (select check_id from studio.upload where id = ${id})`.execute(
    database.kysely,
  )
  expect(rows).toEqual([{ name: 'studio.checkUpload', id }])
  await jobs.waitUntilIdle()
  expect((await show(id)).json.state).toBe('done')
})

test('an upload whose look was given up is refused: its room is free, and no file is left', async () => {
  const { as, begin, send, end, show, usage } = given()
  await jobs.waitUntilIdle()
  const before = await storedKeys()
  const { id } = (await begin(picture)).json
  await send(id, { offset: 0, bytes: png.slice(0, 100) })
  const change = (set: { readonly state?: 'checking'; readonly check_id: string }) =>
    database.kysely.updateTable('studio.upload').set(set).where('id', '=', id).execute()
  const sweep = async () => {
    // Any deletion sweeps.
    await end((await begin(picture)).json.id)
    await jobs.waitUntilIdle()
    return (await show(id)).json
  }
  // All of it has come, and it is still to be looked at.
  const inAnHour = new Date(Date.now() + 3_600_000)
  const cause = { organisationId: as.organisationId, actorId: as.id, correlationId: newId() }
  const look = { job: checkUpload, input: { uploadId: id }, cause, startAfter: inAnHour }
  const checkId = await database.transaction((tx) => queue.enqueue(tx.withTypes<unknown>(), look))
  await change({ state: 'checking', check_id: checkId })
  expect((await sweep()).state).toBe('checking')
  await change({ check_id: newId() })
  expect(await sweep()).toMatchObject({
    state: 'refused',
    refusal: { code: 'studio.notLookedAt', message: expect.stringContaining('upload it again') },
  })
  expect((await usage()).bytes).toBe(0)
  expect(await storedKeys()).toEqual(before)
})

test('a picture that has become larger than the room is refused, and says so', async () => {
  const { as, begin } = given()
  await database.kysely
    .insertInto('studio.quota')
    .values({ organisation_id: as.organisationId, max_bytes_per_person: png.length - 1 })
    .execute()
  expect((await begin(picture)).code).toBe('studio.quotaExceeded')
  const own = given()
  const { id } = (await own.begin(picture)).json
  await database.kysely
    .insertInto('studio.quota')
    .values({ organisation_id: own.as.organisationId, max_bytes_per_person: 10 })
    .execute()
  await own.send(id, { offset: 0, bytes: png })
  await jobs.waitUntilIdle()
  expect((await own.show(id)).json).toMatchObject({
    state: 'refused',
    refusal: { code: 'studio.quotaExceeded' },
  })
  expect((await own.usage()).bytes).toBe(0)
})

test('one person’s room is not another’s', async () => {
  const first = given()
  await first.begin(picture, ofLength(99_000))
  const second = given(first.as.organisationId)
  expect((await second.begin(picture, ofLength(99_000))).status).toBe(201)
})
