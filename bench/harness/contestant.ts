import { once } from 'node:events'
import { runPinned } from './pinned.ts'

/** A server under comparison, in a process of its own. */
export interface Contestant {
  readonly port: number
  /** Processor time used so far. */
  processorMs(): Promise<number>
  stop(): Promise<void>
}

/** Starts a file that calls `serve` and resolves when it listens. Ends with this process. */
export async function startContestant(file: string, options: object): Promise<Contestant> {
  const child = runPinned(0, file, [JSON.stringify(options)])
  // A contestant ends by itself when its channel to this process does.
  const exited = once(child, 'exit')
  const firstWord = once(child, 'message').then(([message]) => message as { port: number })
  const died = exited.then(([code]) => {
    throw new Error(`${file} ended with ${code}`)
  })
  const { port } = await Promise.race([firstWord, died])
  died.catch(() => {})
  return {
    port,
    async processorMs() {
      child.send('processorMs')
      const [answer] = await once(child, 'message')
      return Number(answer)
    },
    async stop() {
      child.kill()
      await exited
    },
  }
}
