import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { systemClock } from '@holdfast/kernel/clock'
import { PermanentError, RateLimitedError } from '@holdfast/kernel/jobs'
import sharp from 'sharp'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { EngineRefused, type AvatarWish } from '../../avatar/avatar-engine.ts'
import { createOpenAiImagesEngine } from './openai-images-engine.ts'

interface Asked {
  readonly path: string | undefined
  readonly key: string | undefined
  readonly authorization: string | undefined
  readonly body: unknown
}

let answer: (response: ServerResponse) => void
let asked: Asked[]

const server = createServer((request, response) => void take(request, response))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => void server.close())

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  asked.push({
    path: request.url,
    key: request.headers['idempotency-key']?.toString(),
    authorization: request.headers.authorization,
    body: JSON.parse(Buffer.concat(chunks).toString()),
  })
  answer(response)
}

function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (response: ServerResponse) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body))
}

const drawn = sharp({ create: { width: 1024, height: 1024, channels: 3, background: '#dd5500' } })
const picture = (await drawn.png().toBuffer()).toString('base64')

function givenEngine(timeoutMs = 5_000) {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return createOpenAiImagesEngine({
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    apiKey: 'secret-key',
    model: 'a-model',
    clock: systemClock,
    log: { info: () => undefined, warn: () => undefined },
    retry: { attempts: 2, baseMs: 1 },
    timeoutMs,
  })
}

const wish: AvatarWish = {
  style: undefined,
  seed: '',
  prompt: 'A calm fox in a chef’s hat',
  background: '#f4e9dc',
  size: 256,
  key: 'job-1',
  signal: new AbortController().signal,
}

beforeEach(() => {
  asked = []
  answer = json(200, { data: [{ b64_json: picture }] })
})

test('a prompt becomes a picture of the size that was asked for', async () => {
  const png = await givenEngine().draw(wish)
  expect(await sharp(png).metadata()).toMatchObject({ width: 256, height: 256, format: 'png' })
  expect(asked).toEqual([
    {
      path: '/v1/images/generations',
      key: 'job-1',
      authorization: 'Bearer secret-key',
      body: {
        model: 'a-model',
        prompt: 'A calm fox in a chef’s hat Plain background of the colour #f4e9dc.',
        n: 1,
        size: '1024x1024',
      },
    },
  ])
})

test.each(['moderation_blocked', 'content_policy_violation'])(
  'a prompt that is refused (%s) is not sent again',
  async (code) => {
    answer = json(400, { error: { code, type: 'invalid_request_error', message: 'no' } })
    await expect(givenEngine().draw(wish)).rejects.toThrow(EngineRefused)
    expect(asked).toHaveLength(1)
  },
)

test('an account without money is no reason to wait', async () => {
  answer = json(429, { error: { code: 'insufficient_quota', type: 'insufficient_quota' } })
  await expect(givenEngine().draw(wish)).rejects.toThrow(PermanentError)
})

test('one that is asked to wait waits as long as it is asked to', async () => {
  answer = json(429, { error: { code: 'rate_limit_exceeded' } }, { 'retry-after': '120' })
  const refused = await givenEngine()
    .draw(wish)
    .catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(RateLimitedError)
  expect(refused).toMatchObject({ retryAfterMs: 120_000 })
})

test('an answer that failed half-way is asked for again under the same key', async () => {
  let count = 0
  answer = (response) => {
    count += 1
    if (count === 1) response.destroy()
    else json(200, { data: [{ b64_json: picture }] })(response)
  }
  await givenEngine().draw(wish)
  expect(asked.map(({ key }) => key)).toEqual(['job-1', 'job-1'])
})

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'

async function tooLarge(): Promise<string> {
  const white = { width: 4097, height: 4096, channels: 3, background: '#fff' } as const
  return (await sharp({ create: white }).png({ compressionLevel: 1 }).toBuffer()).toString('base64')
}

test.each([
  ['no picture at all', { data: [] }],
  ['a page', '<html></html>'],
  ['a picture that is none', { data: [{ b64_json: Buffer.from('GIF89a?').toString('base64') }] }],
  [
    'a drawing with a script',
    { data: [{ b64_json: Buffer.from('<svg onload="x"').toString('base64') }] },
  ],
  ['a drawing', { data: [{ b64_json: Buffer.from(drawing).toString('base64') }] }],
  ['an address', { data: [{ url: 'http://127.0.0.1:9/picture.png' }] }],
  ['a picture of too many pixels', { data: [{ b64_json: await tooLarge() }] }],
])('%s is no avatar', async (_, body) => {
  answer = json(200, body)
  await expect(givenEngine().draw(wish)).rejects.toThrow(PermanentError)
})

test('an engine that hangs is given up in time, and a cancelled wish at once', async () => {
  answer = () => undefined
  await expect(givenEngine(100).draw(wish)).rejects.toMatchObject({ kind: 'timeout' })
  const cancel = new AbortController()
  const drawing = givenEngine().draw({ ...wish, signal: cancel.signal })
  cancel.abort(new Error('cancelled'))
  await expect(drawing).rejects.toThrow('cancelled')
})

test('no error shows the key', async () => {
  answer = json(401, { error: { code: 'invalid_api_key', message: 'Bearer secret-key' } })
  const error = await givenEngine()
    .draw(wish)
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(PermanentError)
  expect(JSON.stringify(error) + String(error)).not.toContain('secret-key')
})
