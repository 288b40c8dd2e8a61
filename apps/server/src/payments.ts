import { demonstrationName } from '@holdfast/bookings'
import {
  createDuitku,
  createManual,
  createSandbox,
  createSandboxPage,
  createStripe,
  duitkuHosts,
  UnusableSettings,
  type ManualMethod,
  type Offers,
  type PaymentsOptions,
  type Provider,
  type Sandbox,
} from '@holdfast/payments'
import type { Clock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import type { HealthCheck } from '@holdfast/kernel/health'
import type { Log } from '@holdfast/kernel/log'
import type { Metrics } from '@holdfast/kernel/metrics'
import type { Database } from '@holdfast/kernel/postgres'
import type { Environment } from './env.ts'

type Configured = Extract<
  keyof Environment,
  `STRIPE_${string}` | `DUITKU_${string}` | `PAY_${string}`
>
type PaymentEnvironment = Pick<Environment, 'NODE_ENV' | 'SECOND_PERSON_ABOVE' | 'MAIL_FROM'> &
  Partial<Pick<Environment, Configured>>

export interface TillParts {
  readonly env: PaymentEnvironment
  readonly database: Database<unknown>
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Log
  readonly metrics?: Metrics
  readonly publicUrl: string
}

/** How this service takes money. */
export interface Till extends Omit<PaymentsOptions, 'sandbox'> {
  /** Stands in where no provider is configured; absent in production. */
  readonly sandbox?: Sandbox
  /** The sandbox's page, below `/sandbox`. */
  readonly sandboxPage?: (request: Request) => Promise<Response>
}

/**
 * The providers that the environment names; the sandbox where it names none for cards and this is
 * not production. Throws when keys are half given or not good.
 */
export function openTill(parts: TillParts): Till {
  const { env, database, vault, clock, publicUrl } = parts
  const reported = [...stripeOf(parts), ...duitkuOf(parts)]
  const sandbox = reported.length > 0 ? undefined : sandboxOf(parts)
  const cards: Offers = sandbox ? [['card', sandbox]] : reported.map(({ offer }) => offer)
  return {
    database,
    vault,
    clock,
    offers: [...cards, ...manualOf(env)],
    returnUrlOf: ({ id, purpose }) =>
      purpose === 'credits'
        ? `${publicUrl}/console/credits?payment=${id}`
        : `${publicUrl}/pay?payment=${id}`,
    secondPersonAbove: env.SECOND_PERSON_ABOVE,
    healthChecks: reported.map(({ healthCheck }) => healthCheck),
    ...(sandbox ? { sandbox, sandboxPage: pageOf(sandbox, parts) } : {}),
  }
}

interface Reported {
  readonly offer: Offers[number]
  readonly healthCheck: HealthCheck
}

function stripeOf({ env, log, metrics }: TillParts): readonly Reported[] {
  const { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET } = env
  if (!STRIPE_SECRET_KEY && !STRIPE_PUBLISHABLE_KEY && !STRIPE_WEBHOOK_SECRET) return []
  const keys = {
    secretKey: STRIPE_SECRET_KEY?.reveal() ?? '',
    publishableKey: STRIPE_PUBLISHABLE_KEY ?? '',
    webhookSecret: STRIPE_WEBHOOK_SECRET?.reveal() ?? '',
  }
  const production = isProduction(env)
  const baseUrl = env.STRIPE_API_URL
  if (production && baseUrl) {
    throw new UnusableSettings('STRIPE_API_URL is for tests: production refuses it')
  }
  const stripe = createStripe({
    keys,
    production,
    log,
    ...(baseUrl ? { baseUrl } : {}),
    ...(metrics ? { metrics } : {}),
  })
  return [{ offer: ['card', stripe], healthCheck: stripe.healthCheck }]
}

function duitkuOf({ env, log, metrics, publicUrl }: TillParts): readonly Reported[] {
  const { DUITKU_MERCHANT_CODE, DUITKU_API_KEY, DUITKU_SIGNATURE } = env
  if (!DUITKU_MERCHANT_CODE && !DUITKU_API_KEY) return []
  const production = isProduction(env)
  const duitku = createDuitku({
    merchantCode: DUITKU_MERCHANT_CODE ?? '',
    apiKey: DUITKU_API_KEY?.reveal() ?? '',
    scheme: DUITKU_SIGNATURE ?? 'hmac-sha256',
    baseUrl: duitkuHosts[production ? 'production' : 'sandbox'],
    callbackUrl: `${publicUrl}/api/v1/webhooks/duitku`,
    email: env.MAIL_FROM.address,
    production,
    log,
    ...(metrics ? { metrics } : {}),
  })
  return [{ offer: ['online_banking', duitku], healthCheck: duitku.healthCheck }]
}

function manualOf(env: PaymentEnvironment): Offers {
  const texts: readonly (readonly [ManualMethod, string | undefined])[] = [
    ['bank_transfer', env.PAY_BY_TRANSFER],
    ['zelle', env.PAY_BY_ZELLE],
    ['venmo', env.PAY_BY_VENMO],
    ['cash', env.PAY_BY_CASH],
  ]
  const offered = texts.flatMap(([method, text]) =>
    text === undefined ? [] : [[method, text] as const],
  )
  const manual: Provider = createManual({ instructions: Object.fromEntries(offered) })
  return offered.map(([method]) => [method, manual] as const)
}

function sandboxOf(parts: TillParts): Sandbox | undefined {
  return isProduction(parts.env) ? undefined : createSandbox({ ...parts, production: false })
}

function isProduction({ NODE_ENV }: PaymentEnvironment): boolean {
  return NODE_ENV === 'production'
}

function pageOf(sandbox: Sandbox, { vault, clock }: TillParts) {
  return createSandboxPage({ sandbox, vault, clock, businessName: demonstrationName })
}
