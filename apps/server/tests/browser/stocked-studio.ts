import { openAsBlob } from 'node:fs'
import { newId } from '@holdfast/kernel/ids'
import { makeClip, makeSong } from '@holdfast/studio/clips'
import { eventually } from '@holdfast/testing/eventually'
import type { Page } from 'playwright-core'
import { ask, type Json } from '../harness/ask.ts'
import type { Session } from '../harness/owner.ts'
import type { Console } from './given-console.ts'

/** What there is to look at. */
export interface Stock {
  readonly projectId: string
  /** An avatar, which is a picture of the library now. */
  readonly madeId: string
  readonly failedId: string
}

/** Longer than there is room for on a phone. */
const longName = 'Herbstspeisekartenvorstellungsvideo der Hafenwirtschaftsgenossenschaft'

/** As whoever is signed in: a picture, a video, a song, a project of them, and a job that failed. */
export async function stockStudio(page: Page, service: Console): Promise<Stock> {
  const cookies = await page.context().cookies()
  const session = {
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    origin: service.baseUrl,
  }
  await post(session, '/credits/adjustments', { credits: 100, reason: 'To begin with' })
  const [clip, song, madeId] = await Promise.all([
    upload(session, { path: await makeClip(), name: `${longName}.mp4`, type: 'video/mp4' }),
    upload(session, { path: await makeSong(), name: 'Song.mp3', type: 'audio/mpeg' }),
    makeAvatar(session),
  ])
  const { id } = await post(session, '/studio/projects', projectOf(clip, song))
  return { projectId: String(id), madeId, failedId: await service.failAStudioJob() }
}

function projectOf(clip: string, song: string): object {
  const settings = {
    clips: [{ assetId: clip }, { assetId: clip, fromMs: 500, toMs: 1_500 }],
    song: { assetId: song, volume: 0.5 },
    clipVolume: 0.5,
    texts: [{ text: longName, position: 'bottom', size: 'small', fromMs: 0 }],
    aspect: '16:9',
    targetMs: 2_000,
    variants: 2,
    seed: 7,
    vary: { order: true, starts: true, transitions: true, speed: true, mirror: true },
    quality: 'draft',
  }
  return { kind: 'mix', name: longName, settings }
}

async function makeAvatar(session: Session): Promise<string> {
  const settings = { from: 'engine', engine: 'dicebear', style: 'shapes', seed: 'Oak', size: 128 }
  const { jobs } = await post(session, '/studio/avatars', { name: 'House mark', settings })
  const id = String(jobs?.[0]?.['id'])
  const url = `${session.origin}/api/v1/studio/jobs/${id}`
  return eventually(
    async () => {
      const { json } = await ask(url, { headers: session })
      if (String(json['state']) !== 'succeeded') throw new Error(`it is ${json['state']}`)
      return id
    },
    { withinMs: 60_000 },
  )
}

interface FileToUpload {
  readonly path: string
  readonly name: string
  readonly type: string
}

async function upload(session: Session, { path, name, type }: FileToUpload): Promise<string> {
  const form = new FormData()
  form.append('file', await openAsBlob(path, { type }), name)
  const url = `${session.origin}/api/v1/studio/assets`
  const response = await fetch(url, { method: 'POST', headers: session, body: form })
  const text = await response.text()
  if (response.status !== 201) throw new Error(`${name} was not taken: ${text}`)
  return String(JSON.parse(text).id)
}

async function post(session: Session, path: string, body: object): Promise<Json> {
  const headers = { ...session, 'idempotency-key': newId() }
  const url = `${session.origin}/api/v1${path}`
  const { status, text, json } = await ask(url, { method: 'POST', headers, body })
  if (status >= 300) throw new Error(`${path} answered ${status} ${text}`)
  return json
}
