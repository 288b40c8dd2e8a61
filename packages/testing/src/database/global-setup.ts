import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startTestServer, type TestServer } from './test-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for the addresses of this run's PostgreSQL. */
    readonly testServerSocket: string
  }
}

/**
 * One PostgreSQL per run of Vitest, started when the first test file asks for it: a run that
 * needs no database pays for a socket only. Runs side by side share nothing.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-run-'))
  const path = join(folder, 'socket')
  let server: Promise<TestServer> | undefined
  const door = createServer((socket) => {
    server ??= startTestServer()
    server.then(
      ({ addresses }) => socket.end(JSON.stringify(addresses)),
      (error: Error) => socket.end(JSON.stringify({ error: error.message })),
    )
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => door.listen(path, resolve))
  project.provide('testServerSocket', path)
  return async () => {
    door.close()
    await rm(folder, { recursive: true, force: true })
    await server?.then((started) => started.stop())
  }
}
