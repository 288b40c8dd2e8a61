import { spawn } from 'node:child_process'
import { environment, plainEnvironment } from './settings.mjs'

/** Runs a command of Medusa's to its end and gives the exit code. */
export function runMedusa(args, settings = {}) {
  const child = spawn(process.execPath, ['run/medusa.js', ...args], {
    cwd: import.meta.dirname,
    env: plainEnvironment(),
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  // One line; the process ends when its input does, which stays open as long as we are here.
  child.stdin.on('error', () => undefined)
  child.stdin.write(`${JSON.stringify({ environment, ...settings })}\n`)
  let asked = false
  const stop = () => {
    asked = true
    child.kill('SIGTERM')
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop)
  return new Promise((done, refuse) => {
    child.once('error', refuse)
    child.once('exit', (code) => done(code ?? (asked ? 0 : 1)))
  })
}
