import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { LoadRequest, LoadResult } from './load-client.ts'
import { runPinned } from './pinned.ts'

const clientFile = new URL('load-client.ts', import.meta.url).pathname

/** Loads one address from a process of its own. */
export async function load(request: LoadRequest): Promise<LoadResult> {
  const child = runPinned(1, clientFile, [JSON.stringify(request)])
  if (child.stdout === null) throw new Error('The client has no output')
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0) throw new Error(`The load client ended with ${code}`)
  // The client prints exactly this.
  return JSON.parse(output) as LoadResult
}
