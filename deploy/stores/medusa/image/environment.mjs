// What Medusa reads, out of what the chart gives: addresses with secrets in them are put together here.
import { createHmac } from 'node:crypto'

const given = process.env
const escape = encodeURIComponent
const derive = (use) => createHmac('sha256', given.SIGNING_KEY).update(use).digest('hex')

export const databaseUrl =
  `postgres://${escape(given.DATABASE_USER)}:${escape(given.DATABASE_PASSWORD)}` +
  `@${given.DATABASE_HOST}:${given.DATABASE_PORT}/${given.DATABASE_NAME}`

export const environment = {
  ...given,
  DATABASE_URL: databaseUrl,
  JWT_SECRET: derive('jwt'),
  COOKIE_SECRET: derive('cookie'),
  PUBLIC_URL: given.STORE_URL,
}
