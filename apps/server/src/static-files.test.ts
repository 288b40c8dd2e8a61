import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createConsole } from './console.ts'
import { createSite } from './site.ts'

const folder = mkdtempSync(join(tmpdir(), 'static-files-'))
const hash = "'sha256-abc='"

beforeAll(() => {
  mkdirSync(join(folder, 'console/assets'), { recursive: true })
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'csp.json'), JSON.stringify({ scripts: [hash], styles: [] }))
  writeFileSync(join(folder, 'console/index.html'), 'the console')
  writeFileSync(join(folder, 'console/index.html.br'), 'compressed')
  writeFileSync(join(folder, 'console/assets/app-1a2b.js'), 'run()')
  writeFileSync(join(folder, 'assets/site-1a2b.css'), 'a{}')
  writeFileSync(join(folder, '404.html'), 'not here')
  writeFileSync(join(folder, 'favicon.ico'), 'icon')
})
afterAll(() => rmSync(folder, { recursive: true }))

async function ask(listener: RequestListener, path: string, init: RequestInit = {}) {
  const server = createServer(listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  try {
    const headers = { 'accept-encoding': 'identity', ...init.headers }
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { ...init, headers })
    return { response, text: await response.text() }
  } finally {
    server.close()
  }
}

describe('the console', () => {
  test.each(['/console', '/console/', '/console/bookings/42?q=a', '/console/assets/none'])(
    '%s is its one page, asked for again each time',
    async (path) => {
      const { response, text } = await ask(createConsole(folder), path)
      expect([response.status, text]).toEqual([200, 'the console'])
      expect(response.headers.get('cache-control')).toBe('public, no-cache')
    },
  )

  test('a file with a hash in its name is kept for a year', async () => {
    const { response } = await ask(createConsole(folder), '/console/assets/app-1a2b.js')
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  test('a script that is gone is not found, instead of a page in its place', async () => {
    const { response } = await ask(createConsole(folder), '/console/assets/app-9z.js')
    expect(response.status).toBe(404)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('nothing inline runs but what the build wrote, and nothing from elsewhere', async () => {
    const { response } = await ask(createConsole(folder), '/console')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`default-src 'self'; script-src 'self' ${hash};`)
    expect(policy).toContain("style-src 'self';")
    expect(policy).not.toContain('unsafe')
  })

  test('the compressed twin is sent to who accepts it', async () => {
    const headers = { 'accept-encoding': 'br' }
    const { response } = await ask(createConsole(folder), '/console/bookings', {
      method: 'HEAD',
      headers,
    })
    expect(response.headers.get('content-encoding')).toBe('br')
    expect(response.headers.get('vary')).toContain('Accept-Encoding')
  })

  test('built anew while it is served, its page names nothing that is not served', async () => {
    const built = mkdtempSync(join(tmpdir(), 'built-anew-'))
    onTestFinished(() => rmSync(built, { recursive: true }))
    const build = (name: string) => {
      rmSync(join(built, 'console'), { recursive: true, force: true })
      mkdirSync(join(built, 'console/assets'), { recursive: true })
      writeFileSync(join(built, `console/assets/${name}`), 'run()')
      writeFileSync(join(built, 'console/index.html'), `a page that loads ${name}`)
      writeFileSync(join(built, 'csp.json'), JSON.stringify({ scripts: [name], styles: [] }))
    }
    build('app-1a2b.js')
    const listener = createConsole(built)
    expect((await ask(listener, '/console')).text).toContain('app-1a2b.js')
    build('app-longer-than-before-3c4d.js')
    const page = await ask(listener, '/console')
    expect(page.text).toBe('a page that loads app-longer-than-before-3c4d.js')
    expect(page.response.headers.get('content-security-policy')).toContain('before-3c4d.js')
    const script = await ask(listener, '/console/assets/app-longer-than-before-3c4d.js')
    expect([script.response.status, script.text]).toEqual([200, 'run()'])
    expect((await ask(listener, '/console/assets/app-1a2b.js')).response.status).toBe(404)
  })

  test('a console that was never built says so', async () => {
    const { response, text } = await ask(createConsole(join(folder, 'none')), '/console')
    expect(response.status).toBe(404)
    expect(text).toContain('npm run build')
  })
})

test('a file that a new build takes away ends its answer, and nothing else', async () => {
  const path = join(folder, 'assets/gone-1a2b.js')
  writeFileSync(path, 'run()')
  const site = createSite(folder)
  rmSync(path)
  await expect(ask(site, '/assets/gone-1a2b.js')).rejects.toThrow('fetch failed')
  expect((await ask(site, '/assets/site-1a2b.css')).text).toBe('a{}')
})

async function policyOf(path: string, paysByStripe: boolean): Promise<string | null> {
  const { response } = await ask(createSite(folder, { paysByStripe }), path)
  return response.headers.get('content-security-policy')
}

describe('the site', () => {
  test('gives its icon a type, which the file server does not know', async () => {
    const { response } = await ask(createSite(folder), '/favicon.ico')
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/x-icon'])
  })

  test('where cards are paid by Stripe, the page for paying alone may fetch its form', async () => {
    const stripe = /script-src [^;]*https:\/\/js\.stripe\.com.*frame-src https:\/\/js\.stripe\.com/
    expect(await policyOf('/pay?payment=1', true)).toMatch(stripe)
    expect(await policyOf('/pay/', true)).toMatch(stripe)
    expect(await policyOf('/', true)).not.toContain('stripe')
    expect(await policyOf('/payment', true)).not.toContain('stripe')
    expect(await policyOf('/pay', false)).not.toContain('stripe')
  })

  test('answers what is not there with its own page', async () => {
    const { response, text } = await ask(createSite(folder), '/nothing')
    expect([response.status, text]).toEqual([404, 'not here'])
  })
})
