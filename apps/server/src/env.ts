import {
  boolean,
  defineEnv,
  duration,
  integer,
  list,
  port,
  readEnv,
  secret,
  webAddress,
  type Values,
} from '@holdfast/kernel/env'
import { z } from 'zod'
import { kubernetesVariables } from './env-kubernetes.ts'
import { masterKeys, origins, secretAddress, sender } from './env-schemas.ts'
import { studioVariables } from './env-studio.ts'

/** Every variable that this service reads; `.env.example` is rendered from it. */
export const environment = defineEnv(
  {
    NODE_ENV: {
      schema: z.enum(['development', 'test', 'production']),
      purpose: 'production refuses weak settings and hides development pages.',
      default: 'development',
    },
    PORT: { schema: port(), purpose: 'The port of site, API and docs.', default: '3000' },
    HOST: {
      schema: z.string().min(1),
      purpose: 'The address to listen on; 0.0.0.0 lets other machines in.',
      default: '127.0.0.1',
    },
    PUBLIC_URL: {
      schema: webAddress(),
      purpose: 'Where people reach the site; links in mails begin with it.',
      optional: true,
      requiredInProduction: true,
      example: 'https://bookings.example.com',
    },
    HOLDFAST_DATA_DIR: {
      schema: z.string().min(1),
      purpose: 'The folder of the embedded database, the mailbox and the development keys.',
      default: '.holdfast',
    },
    HOLDFAST_ROLES: {
      schema: list().pipe(z.array(z.enum(['api', 'worker', 'orchestrator'])).min(1)),
      purpose:
        'What this process does: api serves, worker sends mails and runs schedules, orchestrator makes online shops.',
      default: 'api,worker,orchestrator',
    },
    DATABASE_URL: {
      schema: secretAddress('postgres', 'postgresql'),
      purpose: 'PostgreSQL as the role holdfast_app; development can do with the embedded one.',
      optional: true,
      requiredInProduction: true,
      example: 'postgres://holdfast_app:…@db.internal/holdfast',
    },
    DATABASE_OWNER_URL: {
      schema: secretAddress('postgres', 'postgresql'),
      purpose: 'The same database as the role that owns the schemas, for migrations.',
      optional: true,
      requiredInProduction: true,
      example: 'postgres://holdfast_owner:…@db.internal/holdfast',
    },
    REDIS_URL: {
      schema: secret(),
      purpose: 'Redis, which makes one limit of the rate limits of all processes.',
      optional: true,
      example: 'rediss://holdfast:…@cache.internal:6379',
    },
    HOLDFAST_REPLICAS: {
      schema: integer({ min: 1, max: 10_000 }),
      purpose: 'How many processes serve; each keeps to its share of a limit while Redis is away.',
      default: '1',
    },
    HOLDFAST_MASTER_KEY: {
      schema: masterKeys(),
      purpose: 'Seals personal data: 32 random bytes in base64 (openssl rand -base64 32).',
      optional: true,
      requiredInProduction: true,
    },
    HOLDFAST_PREVIOUS_MASTER_KEYS: {
      schema: masterKeys(),
      purpose: 'Older master keys, comma-separated, that still open what they sealed.',
      optional: true,
    },
    HOLDFAST_PROBE_TOKEN: {
      schema: secret(),
      purpose: 'The bearer token of /metrics and of the detailed /health in production.',
      optional: true,
      requiredInProduction: true,
    },
    SMTP_URL: {
      schema: secretAddress('smtp', 'smtps'),
      purpose: 'The mail server; development can do with a local mailbox.',
      optional: true,
      requiredInProduction: true,
      example: 'smtps://user:…@mail.example.com',
    },
    MAIL_FROM: {
      schema: sender,
      purpose: 'The sender of all mails: Name <address>.',
      default: 'Ember & Oak <hello@ember-and-oak.example>',
    },
    ALLOWED_ORIGINS: {
      schema: origins(),
      purpose: 'Other origins whose pages may call the API, such as https://*.example.com.',
      default: '',
    },
    ALLOWED_HOSTS: {
      schema: list(),
      purpose: 'Names that this service answers to; any when empty.',
      default: '',
    },
    TRUSTED_PROXY_HOPS: {
      schema: integer({ min: 0, max: 10 }),
      purpose: 'How many proxies in front append to X-Forwarded-For.',
      default: '0',
    },
    REQUEST_DEADLINE: {
      schema: duration({ minMs: 100, maxMs: 300_000 }),
      purpose: 'How long an answer may take before it becomes a 504.',
      default: '10s',
    },
    PRE_DRAIN: {
      schema: duration({ maxMs: 60_000 }),
      purpose: 'How long to serve on after readiness fell; 5s suits most balancers.',
      optional: true,
    },
    SHUTDOWN_DEADLINE: {
      schema: duration({ minMs: 1000, maxMs: 300_000 }),
      purpose: 'How long a shutdown may take in all.',
      default: '30s',
    },
    RATE_LIMIT_FACTOR: {
      schema: integer({ min: 1, max: 1_000_000 }),
      purpose: 'Multiplies every rate limit, for load tests; production accepts 1 alone.',
      default: '1',
    },
    BOOKING_ADVISORY_LOCK: {
      schema: boolean(),
      purpose: 'Lets creates for one day queue up; the database refuses double bookings anyway.',
      default: 'true',
    },
    STRIPE_SECRET_KEY: {
      schema: secret(),
      purpose: 'Cards by Stripe, with the two below; live keys in production alone.',
      optional: true,
      example: 'sk_test_…',
    },
    STRIPE_PUBLISHABLE_KEY: {
      schema: z.string().min(1),
      purpose: 'Stripe’s key for the card form in the browser.',
      optional: true,
      example: 'pk_test_…',
    },
    STRIPE_WEBHOOK_SECRET: {
      schema: secret(),
      purpose: 'The signing secret of the webhook endpoint /api/v1/webhooks/stripe.',
      optional: true,
      example: 'whsec_…',
    },
    STRIPE_API_URL: {
      schema: webAddress(),
      purpose: 'Something that speaks like Stripe, for tests; production refuses it.',
      optional: true,
      example: 'http://localhost:12111',
    },
    DUITKU_MERCHANT_CODE: {
      schema: z.string().min(1),
      purpose: 'Indonesian accounts and wallets by Duitku, with the key below.',
      optional: true,
    },
    DUITKU_API_KEY: {
      schema: secret(),
      purpose: 'Duitku’s key of the merchant, at least 20 characters in production.',
      optional: true,
    },
    DUITKU_SIGNATURE: {
      schema: z.enum(['md5', 'hmac-sha256']),
      purpose: 'How the merchant signs; with hmac-sha256 an MD5 signature is never believed.',
      default: 'hmac-sha256',
    },
    PAY_BY_TRANSFER: {
      schema: z.string().min(1).max(300),
      purpose: 'Where to transfer to, as guests read it; offers bank transfers.',
      optional: true,
      example: 'Ember & Oak, IBAN DE02 1203 0000 0000 2020 51',
    },
    PAY_BY_ZELLE: {
      schema: z.string().min(1).max(300),
      purpose: 'The address or number for Zelle, as guests read it; offers it.',
      optional: true,
    },
    PAY_BY_VENMO: {
      schema: z.string().min(1).max(300),
      purpose: 'The name for Venmo, as guests read it; offers it.',
      optional: true,
    },
    PAY_BY_CASH: {
      schema: z.string().min(1).max(300),
      purpose: 'Where cash can be brought, as guests read it; offers it.',
      optional: true,
    },
    SECOND_PERSON_ABOVE: {
      schema: integer({ min: 0, max: 1_000_000_000 }),
      purpose: 'Above it, in cents, two people must have seen money that no provider reports.',
      default: '50000',
    },
    STORES_DATABASE_URL: {
      schema: secretAddress('postgres', 'postgresql'),
      purpose: 'A role with CREATEDB and CREATEROLE, for shops that this service runs itself.',
      optional: true,
      example: 'postgres://holdfast_shops:…@db.internal/postgres',
    },
    STORES_DOMAIN: {
      schema: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/),
      purpose: 'Shops are found at names below it, which all lead here; best a domain of its own.',
      optional: true,
      example: 'shops.example.net',
    },
    ...kubernetesVariables,
    STORES_QUOTA: {
      schema: integer({ min: 0, max: 100_000 }),
      purpose:
        'How many online shops an organisation may have, unless it was given another number.',
      default: '10',
    },
    STORES_AT_ONCE: {
      schema: integer({ min: 1, max: 1_000 }),
      purpose: 'How many online shops this process works on at once.',
      default: '16',
    },
    STORES_MADE_AT_ONCE: {
      schema: integer({ min: 1, max: 10_000 }),
      purpose: 'How many online shops are made at once by all processes together.',
      default: '32',
    },
    STORES_MADE_AT_ONCE_PER_ENGINE: {
      schema: integer({ min: 1, max: 10_000 }),
      purpose: 'How many of them with one engine.',
      default: '16',
    },
    STORES_MADE_AT_ONCE_PER_ORGANISATION: {
      schema: integer({ min: 1, max: 10_000 }),
      purpose: 'How many of them for one organisation, so that nobody waits for another’s crowd.',
      default: '4',
    },
    MIN_POLL_INTERVAL_MS: {
      schema: integer({ min: 50, max: 3_600_000 }),
      purpose: 'How soon the orchestrator looks by itself after it had something to do.',
      default: '5000',
    },
    MAX_POLL_INTERVAL_MS: {
      schema: integer({ min: 50, max: 3_600_000 }),
      purpose: 'How rarely it looks while there is nothing to do; what is new wakes it at once.',
      default: '30000',
    },
    ...studioVariables,
    SEED_DEMONSTRATION: {
      schema: boolean(),
      purpose: 'Seeds the demonstration business once into an empty database.',
      default: 'true',
    },
    OTEL_EXPORTER_OTLP_ENDPOINT: {
      schema: webAddress(),
      purpose: 'A collector that takes traces by OTLP over HTTP; without one none are recorded.',
      optional: true,
      example: 'http://localhost:4318',
    },
    LOG_LEVEL: {
      schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
      purpose: 'The least level that is logged; info in production, debug elsewhere.',
      optional: true,
    },
  },
  { ownPrefix: 'HOLDFAST_' },
)

export type Environment = Values<(typeof environment)['variables']>

/** Parses the environment or throws an `EnvError` that names every fault. */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  return readEnv(environment, source, { production: source['NODE_ENV'] === 'production' })
}
