import { openAsBlob } from 'node:fs'
import { makeClip } from '@holdfast/studio/clips'
import { newId } from '@holdfast/kernel/ids'
import { eventually } from '@holdfast/testing/eventually'
import { ask, type Answer, type Json } from './ask.ts'
import type { DocumentedExample } from './documented-examples.ts'
import type { Session } from './owner.ts'
import type { Holdfast } from './start-holdfast.ts'

interface Studio {
  readonly holdfast: Holdfast
  readonly owner: Session
  exampleOf(operation: string): DocumentedExample
}

/** What stands behind the `{id}` of a path of the studio. */
export const studioSubjects = [
  ['/studio/assets', aClip],
  ['/studio/uploads', anUpload],
  ['/studio/shares', aShare],
  ['/studio/projects', aProject],
  ['/studio/presets', aPreset],
  ['/studio/jobs', anEndedJob],
] as const

const tus = { 'tus-resumable': '1.0.0' }
const content = 'RIFF'

/** What an example of the studio sends that is not JSON; undefined where it is. */
export async function sendToStudio(
  { operation }: Pick<DocumentedExample, 'operation'>,
  { url, headers }: { readonly url: string; readonly headers: Session },
): Promise<Answer | undefined> {
  switch (operation) {
    case 'POST /studio/assets':
      return fetched(url, { method: 'POST', headers, body: await aForm() })
    case 'POST /studio/uploads':
      return fetched(url, { method: 'POST', headers: { ...headers, ...beginning } })
    case 'PATCH /studio/uploads/{id}': {
      const piece = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
      return fetched(url, {
        method: 'PATCH',
        headers: { ...headers, ...tus, ...piece },
        body: content,
      })
    }
    case 'DELETE /studio/uploads/{id}':
      return fetched(url, { method: 'DELETE', headers: { ...headers, ...tus } })
    default:
      return undefined
  }
}

const beginning = {
  ...tus,
  'upload-length': String(content.length),
  'upload-metadata': `filename ${Buffer.from('song.wav').toString('base64')}`,
}

async function aForm(): Promise<FormData> {
  const form = new FormData()
  form.append('file', await openAsBlob(await makeClip(), { type: 'video/mp4' }), 'clip.mp4')
  return form
}

async function fetched(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init)
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text,
    json: isJson ? JSON.parse(text) : {},
  }
}

/** The body of an example with a real clip in place of the one that a document shows. */
export async function withRealClips(
  studio: Studio,
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { settings } = body
  if (!(settings instanceof Object) || !('clips' in settings)) return body
  return { ...body, settings: { ...settings, clips: [{ assetId: await aClip(studio) }] } }
}

async function aClip({ holdfast, owner }: Studio): Promise<string> {
  const url = `${holdfast.baseUrl}/api/v1/studio/assets`
  const { status, text, json } = await fetched(url, {
    method: 'POST',
    headers: owner,
    body: await aForm(),
  })
  if (status !== 201) throw new Error(`the clip was not taken: ${status} ${text}`)
  return String(json['id'])
}

async function anUpload({ holdfast, owner }: Studio): Promise<string> {
  const url = `${holdfast.baseUrl}/api/v1/studio/uploads`
  const headers = { ...owner, ...beginning }
  return String((await fetched(url, { method: 'POST', headers })).json['id'])
}

async function aShare(studio: Studio): Promise<string> {
  const assetId = await aClip(studio)
  return idOf(await post(studio, `/studio/assets/${assetId}/shares`, {}))
}

/** Of one small video: a worker really makes what is started of it. */
async function aProject(studio: Studio): Promise<string> {
  const { settings } = studio.exampleOf('POST /studio/projects').body ?? {}
  const small = { targetMs: 2_000, variants: 1, quality: 'draft' }
  const clips = [1, 2, 3].map(() => aClip(studio))
  const assets = (await Promise.all(clips)).map((assetId) => ({ assetId }))
  const body = { ...Object(settings), ...small, clips: assets }
  return idOf(
    await post(studio, '/studio/projects', { kind: 'mix', name: newId(), settings: body }),
  )
}

async function aPreset(studio: Studio): Promise<string> {
  const { body } = studio.exampleOf('POST /studio/presets')
  return idOf(await post(studio, '/studio/presets', { ...body, name: newId() }))
}

/** It has nothing left to cancel and nothing to try again. */
async function anEndedJob(studio: Studio): Promise<string> {
  await post(studio, '/credits/adjustments', { credits: 100, reason: 'For the examples' })
  const { body } = studio.exampleOf('POST /studio/avatars')
  const { jobs } = await post(studio, '/studio/avatars', Object(body))
  const id = String(jobs?.[0]?.['id'])
  const url = `${studio.holdfast.baseUrl}/api/v1/studio/jobs/${id}`
  return eventually(async () => {
    const { json } = await ask(url, { headers: studio.owner })
    if (String(json['state']) !== 'succeeded') throw new Error(`it is ${json['state']}`)
    return id
  })
}

async function post({ holdfast, owner }: Studio, path: string, body: object): Promise<Json> {
  const headers = { ...owner, 'idempotency-key': newId() }
  const url = `${holdfast.baseUrl}/api/v1${path}`
  const { status, text, json } = await ask(url, { method: 'POST', headers, body })
  if (status >= 300) throw new Error(`${path} answered ${status} ${text}`)
  return json
}

function idOf(json: Json): string {
  return String(json['id'])
}
