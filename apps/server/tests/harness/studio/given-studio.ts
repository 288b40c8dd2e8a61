import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '@holdfast/kernel/ids'
import { testDatabase } from '@holdfast/testing/database'
import { afterAll, expect } from 'vitest'
import { makeClip, makeSong } from '@holdfast/studio/clips'
import { ask, type Answer, type Json } from '../ask.ts'
import type { Operator } from '../operator.ts'
import { claimOwnership, type Session } from '../owner.ts'
import { startHoldfast, type Holdfast } from '../start-holdfast.ts'
import { holdablePrograms } from './holdable-programs.ts'

const actions = ['studio.read', 'studio.create', 'studio.upload', 'studio.delete']

export interface Credits {
  readonly available: number
  readonly held: number
  readonly spent: number
}

/**
 * The real service, whose workers are processes of their own, on one database and one data folder;
 * with clips, a song and credits. Call it at the top level of a test file.
 */
export async function givenStudio({ credits = 10_000 }: { readonly credits?: number } = {}) {
  const { database, appUrl, ownerUrl } = await testDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-studio-'))
  const workFolder = join(folder, 'work')
  const programs = await holdablePrograms(folder)
  const started: Holdfast[] = []
  afterAll(async () => {
    await Promise.all(started.map((one) => one[Symbol.asyncDispose]()))
    await rm(folder, { recursive: true, force: true })
  })

  async function start(roles: string, env: Readonly<Record<string, string>> = {}) {
    const common = {
      HOLDFAST_ROLES: roles,
      STUDIO_WORK_DIR: workFolder,
      LOG_LEVEL: 'info',
      // A hundred at once on a machine that does much else.
      REQUEST_DEADLINE: '60s',
    }
    const service = await startHoldfast({
      appUrl,
      ownerUrl,
      dataFolder: folder,
      env: { ...common, ...env },
    })
    started.push(service)
    return service
  }

  const api = await start('api')
  const owner = await claimOwnership(api)
  const headers = await makeKey(api.baseUrl, owner)
  const at = (path: string) => `${api.baseUrl}/api/v1${path}`
  const send = (path: string, body?: unknown, as: Readonly<Record<string, string>> = headers) =>
    ask(at(path), { method: 'POST', headers: { ...as, 'idempotency-key': newId() }, body })
  const read = (path: string) => ask(at(path), { headers })

  async function upload(path: string, name: string, type: string): Promise<string> {
    const form = new FormData()
    form.append('file', new Blob([await readFile(path)], { type }), name)
    const answer = await fetch(at('/studio/assets'), { method: 'POST', headers, body: form })
    const text = await answer.text()
    if (answer.status !== 201) throw new Error(`not uploaded: ${text}`)
    return String(JSON.parse(text).id)
  }

  await send('/credits/adjustments', { credits, reason: 'To begin with' }, owner)
  const clips = [
    await upload(await makeClip({ number: 1, seconds: 2 }), 'one.mp4', 'video/mp4'),
    await upload(await makeClip({ number: 2, seconds: 2 }), 'two.mp4', 'video/mp4'),
  ]
  const song = await upload(await makeSong({ seconds: 3 }), 'song.mp3', 'audio/mpeg')

  /** A project whose film takes a few seconds: its text makes that nothing of another is reused. */
  async function project(text: string): Promise<string> {
    const settings = {
      clips: clips.map((assetId) => ({ assetId })),
      song: { assetId: song, volume: 0.5 },
      clipVolume: 0.5,
      texts: [{ text, position: 'bottom', size: 'small', fromMs: 0 }],
      aspect: '16:9',
      targetMs: 2_000,
      variants: 1,
      seed: seedWithFade,
      vary: { order: true, starts: true, transitions: true, speed: false, mirror: false },
      quality: 'draft',
    }
    const made = await send('/studio/projects', { kind: 'mix', name: text, settings })
    if (made.status !== 201) throw new Error(`no project: ${made.text}`)
    return String(made.json['id'])
  }

  return {
    database,
    appUrl,
    ownerUrl,
    folder,
    workFolder,
    programs,
    api,
    headers,
    owner,
    send,
    read,
    project,
    upload,
    startApi: (env?: Readonly<Record<string, string>>) => start('api', env),
    /** One that makes what is asked for, with programs that can be held up. */
    startWorker: (env: Readonly<Record<string, string>> = {}) =>
      start('worker', { ...programs.env, ...env }),
    /** Starts the film of a project. */
    mix: (projectId: string, as: Operator = headers): Promise<Answer> =>
      send(`/studio/projects/${projectId}/mixes`, { version: 1 }, as),
    /** Asks for a film and gives the id of its job. */
    async startMix(text: string): Promise<string> {
      const path = `/studio/projects/${await project(text)}/mixes`
      const answer = await send(path, { version: 1 })
      expect(answer.status, answer.text).toBe(202)
      return String(answer.json['jobs']?.[0]?.['id'])
    },
    async credits(): Promise<Credits> {
      const { json } = await read('/credits')
      const { available, held, spent } = json
      return { available: Number(available), held: Number(held), spent: Number(spent) }
    },
    async price(): Promise<number> {
      const { json } = await read('/credits')
      const prices = Object.values<Json>(json['prices'] ?? {})
      return Number(prices.find((one) => String(one['operation']) === 'studio.mix')?.['credits'])
    },
  }
}

export type GivenStudio = Awaited<ReturnType<typeof givenStudio>>

/** Drawn with this seed one piece goes over into the next one through a colour. */
const seedWithFade = 4

/** The headers of somebody else who may do everything in the studio. */
export async function makeKey(baseUrl: string, headers: Session): Promise<Operator> {
  const body = { name: 'Studio', actions: [...actions, 'credits.read', 'events.follow'] }
  const made = await ask(`${baseUrl}/api/v1/api-keys`, { method: 'POST', headers, body })
  if (made.status !== 201) throw new Error(`no key was made: ${made.text}`)
  return { authorization: `Bearer ${String(made.json['key'])}` }
}
