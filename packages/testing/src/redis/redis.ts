import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { eventually } from '../eventually/eventually.ts'
import { startServerProcess, type ServerProcess } from '../server-process/server-process.ts'

/** A real redis-server of its own, on a free port, that keeps nothing on disk. */
export interface RedisServer extends AsyncDisposable {
  readonly port: number
  readonly url: string
  /** SIGKILL, and waits for its end. */
  kill(): Promise<void>
  /** Starts it again on the same port, empty, after `kill`. */
  restart(): Promise<void>
  /** SIGSTOP: connections stay open and are accepted, but nothing is answered. */
  freeze(): Promise<void>
  /** SIGCONT. */
  thaw(): void
  /** Changes a setting while it runs, as `CONFIG SET` does. */
  configure(setting: string, value: string): Promise<void>
}

/** Lines of a `redis.conf`. */
export type RedisSettings = Readonly<Record<string, string>>

/** Starts a redis-server from the PATH. It never outlives the test. */
export async function startRedisServer(settings: RedisSettings = {}): Promise<RedisServer> {
  const port = await freePort()
  let server = await start(port, settings)
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      await server.kill()
    },
    async restart() {
      server = await start(port, settings)
    },
    freeze: () => freeze(server),
    thaw: () => server.signal('SIGCONT'),
    configure: (setting, value) => tell(port, `CONFIG SET ${setting} ${value}`),
    async [Symbol.asyncDispose]() {
      await server.stop()
    },
  }
}

function start(port: number, settings: RedisSettings): Promise<ServerProcess> {
  const all = { port, bind: '127.0.0.1', save: '', appendonly: 'no', ...settings }
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, String(value)])
  return startServerProcess({
    command: ['redis-server', ...args],
    ready: /Ready to accept connections/,
  })
}

/** One command on a connection of its own. Rejects unless the server says OK. */
async function tell(port: number, command: string): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.end(`${command}\r\n`)
  const answer = await text(socket)
  if (answer !== '+OK\r\n') throw new Error(`${command}: ${answer}`)
}

async function freeze(server: ServerProcess): Promise<void> {
  server.signal('SIGSTOP')
  await eventually(async () => {
    if (!(await isStopped(server.pid))) throw new Error('The server still runs')
  })
}

async function isStopped(pid: number): Promise<boolean> {
  return /^State:\s+T/m.test(await readFile(`/proc/${pid}/status`, 'utf8'))
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
