import { startEmbeddedPostgres } from './embedded-server.ts'

/**
 * A program for tests: starts the server of the folder in its argument, prints one line about
 * it, and stays until it is killed.
 */
const [, , folder = ''] = process.argv
const log = { info() {}, warn() {} }

try {
  const server = await startEmbeddedPostgres({ folder, log })
  const { pid, adopted } = server
  report({
    pid,
    adopted,
    url: server.connectionString('app'),
    owner: server.connectionString('owner'),
  })
  setInterval(() => undefined, 60_000)
} catch (error) {
  report({ refused: error instanceof Error ? error.message : String(error) })
}

function report(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
