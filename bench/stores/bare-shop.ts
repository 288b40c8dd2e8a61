import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'

export const shopFolder = resolve(import.meta.dirname, '../../apps/shop')

export interface BareOptions {
  /** As a role that may make roles and databases. */
  readonly adminUrl: string
  readonly compileCache: string
}

/**
 * What a shop costs with nothing around it: a role, a database, and the same program, until its
 * storefront answers. No steps are recorded, nothing is looked at first, and nothing is cleaned up
 * when it fails. Answers in milliseconds.
 */
export async function openBareShop({ adminUrl, compileCache }: BareOptions): Promise<number> {
  const startedMs = performance.now()
  const name = `bare_${randomBytes(6).toString('hex')}`
  const password = randomBytes(18).toString('hex')
  const admin = new Client(adminUrl)
  await admin.connect()
  await admin.query(`create role ${name} login password '${password}'`)
  await admin.query(`create database ${name} owner ${name} template template0`)
  const port = await freePort()
  const url = new URL(adminUrl)
  Object.assign(url, { pathname: `/${name}`, username: name, password })
  const settings = {
    storeId: randomUUID(),
    name: 'Bare',
    port,
    databaseUrl: url.href,
    signingKey: password,
    plan: 'small',
    version: '1.0.0',
    generation: 1,
    currency: 'USD',
  }
  const child = spawn(process.execPath, [`${shopFolder}/src/main.ts`], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { PATH: '/usr/bin:/bin', TZ: 'UTC', NODE_COMPILE_CACHE: compileCache },
  })
  const ended = new Promise((done) => child.once('exit', done))
  child.stdin.write(`${JSON.stringify(settings)}\n`)
  await untilItAnswers(`http://127.0.0.1:${port}/`)
  const tookMs = performance.now() - startedMs
  child.kill()
  await ended
  await admin.query(`drop database ${name} with (force)`)
  await admin.query(`drop role ${name}`)
  await admin.end()
  return tookMs
}

/** Resolves with the milliseconds after which the address answers 200. */
export async function untilItAnswers(url: string): Promise<number> {
  const startedMs = performance.now()
  for (;;) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined)
    await answer?.body?.cancel()
    const tookMs = performance.now() - startedMs
    if (answer?.status === 200) return tookMs
    if (tookMs > 60_000) throw new Error(`${url} did not answer`)
    await pause(5)
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
