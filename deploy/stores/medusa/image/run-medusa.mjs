import { spawn } from 'node:child_process'
import { environment } from './environment.mjs'

/** Runs a command of Medusa's and ends with its exit code; `input` goes to its standard input. */
export function runMedusa(args, input) {
  const child = spawn('node_modules/.bin/medusa', args, {
    env: environment,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'inherit', 'inherit'],
  })
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal))
  child.stdin?.end(input)
  return new Promise((done, refuse) => {
    child.once('error', refuse)
    child.once('exit', (code, signal) => done(code ?? (signal === 'SIGTERM' ? 0 : 1)))
  })
}
