// Migrates, and makes what a new shop needs; repeated, it changes nothing. Pods that begin at once
// take turns by a lock of the database.
import pg from 'pg'
import { runMedusa } from './run-medusa.mjs'
import { databaseUrl, seed } from './settings.mjs'

const commands = [
  ['db:migrate', '--skip-search', '--skip-scripts', '--execute-safe-links'],
  ['db:migrate:search', '--execute-safe-search'],
  ['db:migrate:scripts'],
  ['exec', 'seed/seed.js'],
]

const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
await client.connect()
await client.query('SELECT pg_advisory_lock(727201)')
for (const args of commands) {
  const code = await runMedusa(args, { seed })
  if (code !== 0) process.exit(code)
}
await client.end()
process.exit(0)
