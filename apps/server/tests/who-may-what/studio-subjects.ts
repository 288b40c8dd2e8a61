import { newId } from '@holdfast/kernel/ids'
import type { Actor } from '@holdfast/kernel/module'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Business } from './business.ts'
import type { Given } from './service.ts'
import type { Sending } from './sending.ts'
import type { Body, Query, Site, Subject } from './subject.ts'

/** What stands behind the `:id` of the studio's paths. */
export const studioSubjects: Readonly<Record<string, Subject>> = {
  '/studio/assets': { hasStation: false, make: (site) => anAsset(site, 'video') },
  '/studio/uploads': {
    hasStation: false,
    isPersonal: true,
    make: (site) => {
      const uploader = somebodyOf(site, site.actorId)
      return site.business.make('POST /studio/uploads', { sending: beginning }, uploader)
    },
  },
  '/studio/shares': {
    hasStation: false,
    async make(site) {
      const params = { id: await anAsset(site, 'video') }
      return make(site, 'POST /studio/assets/:id/shares', { params, body: { days: 7 } })
    },
  },
  '/studio/projects': {
    hasStation: false,
    make: async (site) => make(site, 'POST /studio/projects', { body: await projectBody(site) }),
  },
  '/studio/presets': {
    hasStation: false,
    make: (site) =>
      make(site, 'POST /studio/presets', { body: { name: newId(), settings: drawn } }),
  },
  '/studio/jobs': { hasStation: false, make: aJob },
}

export const studioBodies: Readonly<Record<string, Body>> = {
  'POST /studio/projects': { names: 'asset', of: projectBody },
  'POST /studio/avatars': { names: 'asset', of: avatarBody },
}

export const studioQueries: Readonly<Record<string, Query>> = {
  'GET /studio/archive.zip': {
    names: 'asset',
    of: async (site) => ({ id: [await anAsset(site, 'video')] }),
  },
}

const tus = { 'tus-resumable': '1.0.0' }
const beginning: Sending = {
  headers: { ...tus, 'upload-length': '3', 'upload-metadata': 'filename Y2xpcC5tcDQ=' },
}
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNYFaoEAALOASL5/9yWAAAAAElFTkSuQmCC'

export const sendings: Readonly<Record<string, Sending>> = {
  'POST /studio/uploads': beginning,
  'PATCH /studio/uploads/:id': {
    headers: {
      ...tus,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
    },
    bytes: new Uint8Array([1, 2, 3]),
  },
  'DELETE /studio/uploads/:id': { headers: tus },
  'POST /studio/assets': {
    headers: { 'content-type': 'multipart/form-data; boundary=here' },
    bytes: formWith(Buffer.from(picture, 'base64')),
  },
}

function formWith(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const head =
    '--here\r\nContent-Disposition: form-data; name="file"; filename="dot.png"\r\n' +
    'Content-Type: image/png\r\n\r\n'
  return new Uint8Array(Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--here--\r\n')]))
}

const drawn = { from: 'engine', engine: 'dicebear', style: 'shapes', seed: 'Ember', size: 64 }

async function projectBody(site: Site) {
  const settings = {
    clips: [{ assetId: await anAsset(site, 'video') }],
    clipVolume: 1,
    texts: [],
    aspect: '9:16',
    targetMs: 5_000,
    variants: 1,
    seed: 7,
    vary: { order: true, starts: true, transitions: true, speed: false, mirror: false },
    quality: 'draft',
  }
  return { kind: 'mix', name: 'Summer reel', settings }
}

async function avatarBody(site: Site) {
  const assetId = await anAsset(site, 'image')
  const settings = { from: 'picture', assetId, shape: 'circle', style: 'none', size: 64 }
  await giveCredits(site)
  return { name: 'Head chef', settings }
}

/** In the library, with a file that nobody looks into here. */
async function anAsset({ service, business }: Site, kind: 'image' | 'video'): Promise<string> {
  const id = newId()
  const facts =
    kind === 'video'
      ? { type: 'video/mp4', demuxer: 'mov', durationMs: 60_000 }
      : { type: 'image/png', demuxer: null, durationMs: null }
  await sql`insert into studio.asset (id, organisation_id, kind, origin, name, content_type, key, bytes,
      sha256, demuxer, width, height, duration_ms, created_by, created_at)
    values (${id}, ${business.organisationId}, ${kind}, 'upload', 'Grill', ${facts.type}, ${keyOf(id)}, 1,
      ${'0'.repeat(64)}, ${facts.demuxer}, 64, 64, ${facts.durationMs}, 'somebody', now())`.execute(
    service.database.kysely,
  )
  return business.note(id)
}

/** One that waits to be made: by its verb, so that credits are set aside for it. */
async function aJob(site: Site): Promise<string> {
  await giveCredits(site)
  const given = { body: { settings: drawn } }
  const begun = await site.service.run('POST /studio/avatars', somebodyOf(site), given)
  const [job] = jobsBegun.parse(begun).jobs
  return site.business.note(job.id)
}

/** As the files name theirs. */
function keyOf(id: string): string {
  return `${id.slice(-2)}/${id}`
}

const jobsBegun = z.looseObject({ jobs: z.tuple([z.looseObject({ id: z.string() })]) })

/** What is made costs something, whoever makes it. */
async function giveCredits({ service, business }: Site): Promise<void> {
  const body = { credits: 100_000, reason: 'For the studio' }
  const given = () => service.run('POST /credits/adjustments', business.owner, { body })
  const gift = gifts.get(business) ?? given()
  gifts.set(business, gift)
  await gift
}

/** Once for each business of these tests. */
const gifts = new WeakMap<Business, Promise<unknown>>()

function make(site: Site, operation: string, given: Given): Promise<string> {
  return site.business.make(operation, given, somebodyOf(site))
}

/** Somebody else each time unless told: nobody has much in the studio at once. */
function somebodyOf({ business }: Site, id = newId()): Actor {
  return { ...business.owner, id }
}
