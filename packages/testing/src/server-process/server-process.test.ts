import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eventually } from '../eventually/eventually.ts'
import { startServerProcess } from './server-process.ts'

const server = `
  process.on('SIGTERM', () => { console.log(JSON.stringify({ message: 'draining' })); process.exit(7) })
  const server = require('node:http').createServer((request, response) => response.end('hello'))
  server.listen(0, () => console.log('listening on ' + server.address().port))
`

test('it is ready when its line appears; its log is read; a signal reaches it; its code comes back', async () => {
  await using child = await startServerProcess({
    command: ['node', '-e', server],
    ready: /listening on \d+/,
  })
  const port = child.readyLine?.split(' ').at(-1)
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('hello')
  child.signal('SIGTERM')
  expect(await child.exited).toEqual({ code: 7, signal: null })
  await child.stdout.waitFor(/draining/)
  expect(child.stdout.objects()).toEqual([{ message: 'draining' }])
})

test('it is ready when its address answers', async () => {
  const port = 20_000 + (process.pid % 10_000)
  const child = await startServerProcess({
    command: ['node', '-e', server.replace('listen(0', `listen(${port}`)],
    ready: { url: `http://127.0.0.1:${port}/` },
  })
  expect(await child.kill()).toEqual({ code: null, signal: 'SIGKILL' })
})

test('a process that ends before it is ready fails the start at once, with its output', async () => {
  const started = startServerProcess({
    command: ['node', '-e', 'console.error("port in use"); process.exit(3)'],
    ready: /listening/,
  })
  await expect(started).rejects.toThrow(/did not become ready\nport in use/)
})

test('a process that never becomes ready is ended', async () => {
  const started = startServerProcess({
    command: ['node', '-e', 'console.log(process.pid); setInterval(() => {}, 1000)'],
    ready: /listening/,
    readyWithinMs: 300,
  })
  const error: Error = await started.then(
    () => expect.unreachable(),
    (failure) => failure,
  )
  const pid = Number(/\n(\d+)/.exec(error.message)?.[1])
  await eventually(() => expect(isAlive(pid)).toBe(false))
})

test('stopping ends the children of the process too, even those it left behind', async () => {
  const child = await startServerProcess({
    command: [
      'node',
      '-e',
      `const { pid } = require('node:child_process').spawn('sleep', ['60']); console.log('child ' + pid)
       setInterval(() => {}, 1000)`,
    ],
    ready: /child \d+/,
  })
  const grandchild = Number(child.readyLine?.split(' ').at(-1))
  await child.kill()
  expect(isAlive(grandchild)).toBe(true)
  await child.stop()
  await eventually(() => expect(isAlive(grandchild)).toBe(false))
})

test('a test process that is killed takes the processes along that it started', async () => {
  await using child = await startServerProcess({
    command: ['node', new URL('killed-test.fixture.ts', import.meta.url).pathname],
    ready: /started \d+/,
  })
  const service = Number(child.readyLine?.split(' ').at(-1))
  await child.kill()
  await eventually(() => expect(isAlive(service)).toBe(false))
})

/** A zombie, which nobody has waited for yet, is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return !isZombie(pid)
}

function isZombie(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
