// Plain JavaScript, like everything here: it runs before anything is installed.
import { createHash } from 'node:crypto'
import { unlinkSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs `work` while no other command does the same in the same folder. Whoever comes later calls
 * `onWait` with the other's pid, once, and waits for its end. The lock is a socket that somebody
 * listens on: the system takes it back from a process that ends, however it ends.
 * @template Result
 * @param {string} folder @param {(pid: string) => void} onWait @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function oneAtATime(folder, onWait, work) {
  const address = addressOf(folder)
  for (let told = false; ; told = true) {
    const lock = await tryListen(address)
    if (lock) return work().finally(() => lock.close())
    await untilGone(address, (pid) => told || onWait(pid))
  }
}

/** @param {string} folder */
function addressOf(folder) {
  const name = `holdfast-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`
  // These two vanish with the process; a file has to be cleared away.
  if (process.platform === 'linux') return `\0${name}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return join(tmpdir(), `${name}.sock`)
}

/** @param {string} address @returns {Promise<{ close(): void } | undefined>} */
function tryListen(address) {
  return new Promise((done, refuse) => {
    const waiting = new Set()
    const server = createServer((socket) => {
      waiting.add(socket)
      socket.on('error', () => undefined)
      socket.write(String(process.pid))
    })
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') done(undefined)
      else refuse(error)
    })
    server.listen(address, () =>
      done({
        close() {
          server.close()
          for (const socket of waiting) socket.destroy()
        },
      }),
    )
  })
}

/** @param {string} address @param {(pid: string) => void} onOwner @returns {Promise<void>} */
function untilGone(address, onOwner) {
  return new Promise((done) => {
    const socket = connect(address)
    socket.once('data', (pid) => onOwner(String(pid)))
    socket.on('error', (error) => {
      if ('code' in error && error.code === 'ECONNREFUSED') clearAway(address)
    })
    socket.once('close', () => done())
  })
}

/** The socket file of a process that was killed. @param {string} address */
function clearAway(address) {
  try {
    unlinkSync(address)
  } catch {
    // Somebody else did, or it is no file.
  }
}
