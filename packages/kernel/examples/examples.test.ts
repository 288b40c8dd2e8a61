import { spawn } from 'node:child_process'
import { get } from 'node:http'
import { createInterface } from 'node:readline'
import { ReadableStream } from 'node:stream/web'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

interface RunningExample {
  readonly origin: string
  readonly lines: Record<string, unknown>[]
  stop(): void
}

const tooLarge = expect.objectContaining({ code: 'request.tooLarge' })
const tooLate = expect.objectContaining({ code: 'request.deadline' })
const logged = (how: object) => expect.objectContaining({ path: '/slow', ...how })

/** Runs the file as its first line says, on a free port. */
function run(file: string): Promise<RunningExample> {
  const child = spawn(process.execPath, [new URL(file, import.meta.url).pathname, '0'])
  const lines: Record<string, unknown>[] = []
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
    child.stderr.on('data', (text) => reject(new Error(String(text))))
    createInterface(child.stdout).on('line', (text) => {
      const line = JSON.parse(text)
      lines.push(line)
      if (line.msg !== 'Listening') return
      resolve({
        origin: `http://127.0.0.1:${line.address.port}`,
        lines,
        stop: () => void child.kill(),
      })
    })
  })
}

describe.concurrent.each(['plain.ts', 'express.ts', 'fastify.ts', 'hono.ts', 'nestjs.mjs'])(
  'the example %s',
  (file) => {
    let example: RunningExample
    beforeAll(async () => {
      example = await run(file)
    })
    afterAll(() => example.stop())

    const post = (body: string | ReadableStream) =>
      fetch(`${example.origin}/echo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        ...(typeof body === 'string' ? {} : { duplex: 'half' }),
      })

    test('answers with the edge’s headers, its own 404 too', async ({ expect }) => {
      for (const [path, status] of [
        ['/hello', 200],
        ['/nowhere', 404],
      ] as const) {
        const answer = await fetch(example.origin + path)
        expect(answer.status).toBe(status)
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
        expect(answer.headers.get('strict-transport-security')).toContain('max-age')
        expect(answer.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/)
        await answer.text()
      }
    })

    test('reads a body as ever, and none over the edge’s limit, announced or not', async ({
      expect,
    }) => {
      const small = await post('{"a":1}')
      expect(await small.json()).toEqual({ a: 1 })
      const large = JSON.stringify({ text: 'x'.repeat(20_000) })
      const announced = await post(large)
      expect([announced.status, await announced.json()]).toEqual([413, tooLarge])
      const streamed = await post(ReadableStream.from([Buffer.from(large)]))
      expect([streamed.status, await streamed.json()]).toEqual([413, tooLarge])
    })

    test('answers 504 in time, and its late answer disturbs nobody', async ({ expect }) => {
      const answer = await fetch(`${example.origin}/slow`)
      expect([answer.status, await answer.json()]).toEqual([504, tooLate])
      await expect.poll(() => example.lines).toContainEqual(logged({ status: 504 }))
      // The late answer comes while this one waits for its own deadline.
      expect((await fetch(`${example.origin}/slow`)).status).toBe(504)
      expect((await fetch(`${example.origin}/hello`)).status).toBe(200)
    })

    test('a client that goes away is logged as such', async ({ expect }) => {
      await leaveWhileAnswered(`${example.origin}/slow`)
      await expect.poll(() => example.lines).toContainEqual(logged({ outcome: 'aborted' }))
    })
  },
)

/** Goes away once the server has begun: it says so to who asks for leave to go on. */
function leaveWhileAnswered(url: string): Promise<void> {
  return new Promise((resolve) => {
    const leaving = get(url, { agent: false, headers: { expect: '100-continue' } })
    leaving.on('continue', () => leaving.destroy())
    leaving.on('error', () => undefined)
    leaving.on('close', () => resolve())
  })
}
