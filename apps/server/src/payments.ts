import {
  createSandbox,
  createSandboxPage,
  type Offers,
  type PaymentsOptions,
  type Sandbox,
} from '@holdfast/payments'
import type { Clock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import type { Log } from '@holdfast/kernel/log'
import type { Database } from '@holdfast/kernel/postgres'
import { demonstrationName } from '@holdfast/bookings'
import type { Environment } from './env.ts'

type PaymentEnvironment = Pick<Environment, 'NODE_ENV' | 'SECOND_PERSON_ABOVE'>

export interface PaymentParts {
  readonly env: PaymentEnvironment
  readonly database: Database<unknown>
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Log
  readonly publicUrl: string
}

/** How this service takes money. */
export interface Till extends Omit<PaymentsOptions, 'sandbox'> {
  /** Stands in where no provider is configured; absent in production. */
  readonly sandbox?: Sandbox
  /** The sandbox's page, below `/sandbox`. */
  readonly sandboxPage?: (request: Request) => Promise<Response>
}

/** The providers that the environment names, or the sandbox outside of production. */
export function openTill(parts: PaymentParts): Till {
  const { env, database, vault, clock, publicUrl } = parts
  const sandbox =
    env.NODE_ENV === 'production' ? undefined : createSandbox({ ...parts, production: false })
  const offers: Offers = sandbox ? [['card', sandbox]] : []
  return {
    database,
    vault,
    clock,
    offers,
    returnUrlOf: ({ id }) => `${publicUrl}/pay?payment=${id}`,
    secondPersonAbove: env.SECOND_PERSON_ABOVE,
    ...(sandbox ? { sandbox, sandboxPage: pageOf(sandbox, parts) } : {}),
  }
}

function pageOf(sandbox: Sandbox, { vault, clock }: PaymentParts) {
  return createSandboxPage({ sandbox, vault, clock, businessName: demonstrationName })
}
