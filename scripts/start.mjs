// npm start: installs and builds what is missing, then runs the server on the pinned Node.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, ensureWebBuilt, node, root } from './workspace.mjs'

await ensureInstalled()
await ensureWebBuilt()

// The server gets a process group of its own: Ctrl-C reaches this launcher alone, which passes
// it on once. Over the IPC channel the server notices when this launcher is gone, and drains.
const server = spawn(node, ['apps/server/src/main.ts', ...process.argv.slice(2)], {
  cwd: root,
  detached: true,
  // The second start reads what the first has compiled.
  env: { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'), ...process.env },
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})

// A terminal's Ctrl-C arrives twice at once, from the terminal and from npm: that is one press.
const sameWithinMs = 150
const passedOnAt = new Map()

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    const now = performance.now()
    if (now - (passedOnAt.get(signal) ?? -Infinity) < sameWithinMs) return
    passedOnAt.set(signal, now)
    server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
  })
}

// npm killed outright passes nothing on: the system gives us, or the shell between, another
// parent instead.
const ancestors = readAncestors()
const watch = setInterval(() => {
  if (readAncestors() === ancestors) return
  clearInterval(watch)
  server.kill('SIGTERM')
}, 500)
watch.unref()

function readAncestors() {
  return `${process.ppid} ${parentOf(process.ppid)}`
}

/** The parent of another process, where the system tells. @param {number} pid */
function parentOf(pid) {
  try {
    const [, afterName = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
    return afterName.split(' ')[1]
  } catch {
    return undefined
  }
}

server.once('error', (error) => {
  process.stderr.write(`The server could not be started: ${error.message}\n`)
  process.exit(1)
})
server.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
