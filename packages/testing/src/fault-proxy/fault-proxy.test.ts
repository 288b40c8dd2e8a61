import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'

let server: Server
let proxy: FaultProxy

beforeAll(async () => {
  server = createServer((socket) => socket.on('error', () => undefined).pipe(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy = await startFaultProxy({ port: (server.address() as AddressInfo).port })
})

afterAll(async () => {
  await proxy.close()
  server.close()
})

beforeEach(() => proxy.heal())

test('without a fault every byte comes through, in order, and an end is an end', async () => {
  const client = await join()
  const sent = Buffer.alloc(3_000_000, 'abcdefghijk')
  client.end(sent)
  const received: Buffer[] = []
  for await (const chunk of client) received.push(chunk)
  expect(Buffer.concat(received).equals(sent)).toBe(true)
})

test('frozen: nothing moves, nothing closes, also for new connections; after the thaw all arrives', async () => {
  const old = await join()
  expect(await echo(old, 'before')).toBe('before')
  proxy.freeze()
  const late = await join()
  const answers = Promise.all([echo(old, 'held'), echo(late, 'late')])
  await expect(Promise.race([answers, after(80)])).resolves.toBe('nothing')
  expect(old.destroyed || late.destroyed).toBe(false)
  proxy.thaw()
  expect(await answers).toEqual(['held', 'late'])
})

test('stranded: open connections are silent for good, the next one works', async () => {
  const old = await join()
  expect(await echo(old, 'before')).toBe('before')
  proxy.strand()
  const lost = echo(old, 'lost')
  expect(await echo(await join(), 'new')).toBe('new')
  await proxy.heal()
  await expect(Promise.race([lost, after(80)])).resolves.toBe('nothing')
  expect(old.destroyed).toBe(false)
})

test('delay: each direction takes that much longer', async () => {
  const client = await join()
  proxy.delay(40)
  const startedMs = performance.now()
  expect(await echo(client, 'slow')).toBe('slow')
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(75)
})

test('throttle: a connection moves no more bytes in a second than told', async () => {
  const client = await join()
  proxy.throttle(50_000)
  const startedMs = performance.now()
  client.end(Buffer.alloc(10_000))
  let sizeBytes = 0
  for await (const chunk of client) sizeBytes += chunk.length
  expect(sizeBytes).toBe(10_000)
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(190)
})

test('reset: open connections fail with ECONNRESET, the next one works', async () => {
  const client = await join()
  await echo(client, 'open')
  const failed = once(client, 'error')
  proxy.reset()
  const [error] = await failed
  expect(error).toMatchObject({ code: 'ECONNRESET' })
  expect(await echo(await join(), 'again')).toBe('again')
})

test('cut: open connections end and new ones are refused until it heals', async () => {
  const client = await join()
  await echo(client, 'open')
  const closed = once(client, 'close')
  await proxy.cut()
  await closed
  expect(proxy.connections()).toBe(0)
  await expect(join()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await proxy.heal()
  expect(await echo(await join(), 'back')).toBe('back')
})

test('a connection can be lost at an exact point: the server got it, the answer never came', async () => {
  const seen: string[] = []
  proxy.judge((chunk, direction) => {
    seen.push(direction)
    return direction === 'to-client' && chunk.includes('commit') ? 'cut' : 'forward'
  })
  const client = await join()
  expect(await echo(client, 'insert')).toBe('insert')
  const closed = once(client, 'close')
  client.write('commit')
  await closed
  expect(seen).toEqual(['to-server', 'to-client', 'to-server', 'to-client'])
})

async function join(): Promise<Socket> {
  const client = connect(proxy.port, '127.0.0.1')
  await once(client, 'connect')
  // Tests that expect an error listen for it themselves.
  client.on('error', () => undefined)
  return client
}

async function echo(client: Socket, text: string): Promise<string> {
  const answered = once(client, 'data')
  client.write(text)
  const [chunk] = await answered
  return String(chunk)
}

/** Real time: what is tested is that real sockets stay silent. */
function after(ms: number): Promise<string> {
  return new Promise((resolve) => setTimeout(resolve, ms, 'nothing'))
}
