import type { Server } from 'node:http'

/** What the comparison tells a contestant. */
export interface ContestantOptions {
  readonly limitPerMinute: number
  /** Where its access log goes. */
  readonly logFile: string
}

/** The only page that may call, and the only answer. */
export const allowedOrigin = 'https://app.example.com'
export const booking = { id: 'b_42', state: 'confirmed', party: 4, at: '2026-11-22T18:00:00Z' }

export function readOptions(): ContestantOptions {
  const [given] = process.argv.slice(2)
  if (given === undefined) throw new Error('Started by the comparison, with its options as JSON')
  // The comparison wrote it from this type.
  return JSON.parse(given) as ContestantOptions
}

/** Listens on a free port, tells the comparison, and answers what it asks. */
export function serve(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.({ port: typeof address === 'object' ? address?.port : undefined })
  })
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.((user + system) / 1000)
  })
  process.on('disconnect', () => process.exit())
}
