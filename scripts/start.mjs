// npm start: installs and builds what is missing, then runs the server on the pinned Node.
import { spawn } from 'node:child_process'
import { ensureInstalled, ensureSiteBuilt, node, root } from './workspace.mjs'

ensureInstalled()
await ensureSiteBuilt()

// The server gets a process group of its own: Ctrl-C reaches this launcher alone, which passes
// it on once. Over the IPC channel the server notices when this launcher is gone, and drains.
const server = spawn(node, ['apps/server/src/main.ts', ...process.argv.slice(2)], {
  cwd: root,
  detached: true,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})

const repeatWithinMs = 400
let lastSignalAt = 0

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    // A terminal's Ctrl-C arrives twice, from the terminal and from npm. Two presses are two.
    const now = performance.now()
    if (now - lastSignalAt > repeatWithinMs) server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
    lastSignalAt = now
  })
}

// npm killed outright passes nothing on: the kernel gives us another parent instead.
const parent = process.ppid
const watch = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(watch)
  server.kill('SIGTERM')
}, 500)
watch.unref()

server.once('error', (error) => {
  process.stderr.write(`The server could not be started: ${error.message}\n`)
  process.exit(1)
})
server.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
