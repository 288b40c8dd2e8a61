import { startServerProcess } from './server-process.ts'

// Stands for a test process: starts a service, says so, and waits to be killed. One that has
// ended before must not keep the other alive.
const gone = await startServerProcess({ command: ['node', '-e', ''] })
await gone.exited
await gone.stop()
const service = await startServerProcess({
  command: ['node', '-e', 'console.log("up"); setInterval(() => {}, 1000)'],
  ready: /up/,
})
process.stdout.write(`started ${service.pid}\n`)
