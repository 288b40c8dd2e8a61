// Migrates, and makes what a new shop needs; repeated, it changes nothing. Pods that begin at once
// take turns by a lock of the database.
import pg from 'pg'
import { databaseUrl } from './environment.mjs'
import { runMedusa } from './run-medusa.mjs'

const {
  STORE_NAME: storeName,
  ADMIN_EMAIL: adminEmail,
  ADMIN_PASSWORD: adminPassword,
} = process.env
const seed = JSON.stringify({ storeName, adminEmail, adminPassword })

const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
await client.connect()
await client.query('SELECT pg_advisory_lock(727201)')
const code = (await runMedusa(['db:migrate'])) || (await runMedusa(['exec', 'seed/seed.js'], seed))
await client.end()
process.exitCode = code
