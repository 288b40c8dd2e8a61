// What Medusa is told, out of what the chart gives. It goes to a process by its standard input: an
// address with a secret in it has no place in an environment.
import { createHmac } from 'node:crypto'

const given = process.env
const escape = encodeURIComponent
const derive = (use) =>
  createHmac('sha256', given.SIGNING_KEY).update(`medusa ${use}`).digest('base64url')

export const databaseUrl =
  `postgres://${escape(given.DATABASE_USER)}:${escape(given.DATABASE_PASSWORD)}` +
  `@${given.DATABASE_HOST}:${given.DATABASE_PORT}/${given.DATABASE_NAME}`

export const environment = {
  DATABASE_URL: databaseUrl,
  JWT_SECRET: derive('jwt'),
  COOKIE_SECRET: derive('cookie'),
  PUBLIC_URL: given.STORE_URL,
}

export const seed = {
  storeName: given.STORE_NAME,
  adminEmail: given.ADMIN_EMAIL,
  adminPassword: given.ADMIN_PASSWORD,
}

/** What is no secret, and all that the process gets of our environment. */
export function plainEnvironment() {
  const names = ['REDIS_URL', 'MEDUSA_WORKER_MODE', 'DISABLE_MEDUSA_ADMIN', 'PATH']
  const kept = names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]))
  return { ...Object.fromEntries(kept), NODE_ENV: 'production', HOME: '/tmp', TZ: 'UTC' }
}
