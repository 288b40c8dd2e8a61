import type { HealthCheck } from '@holdfast/kernel/health'
import type { Log } from '@holdfast/kernel/log'
import type { Metrics } from '@holdfast/kernel/metrics'
import { defineProvider, isOutboundError } from '@holdfast/kernel/outbound'
import { z } from 'zod'
import { ProviderDown, ProviderRefusal } from '../../providers/provider-errors.ts'
import type { Created, Observation, Order, Provider } from '../../providers/provider.ts'
import { providerMs } from '../../providers/provider-time.ts'
import { wholeAmount } from './duitku-amount.ts'
import { duitkuAddresses, faultInDuitkuSettings, type DuitkuSettings } from './duitku-settings.ts'
import { signQuestion, signRequest } from './duitku-signature.ts'
import { duitkuWebhooks } from './duitku-webhooks.ts'
import { UnusableSettings } from '../../providers/unusable-settings.ts'

export interface DuitkuOptions extends DuitkuSettings {
  readonly production: boolean
  /** Duitku wants an address of each payer, and payments know none: the business's own. */
  readonly email: string
  /** Duitku's own unless told. */
  readonly allowedAddresses?: readonly string[]
  readonly log?: Pick<Log, 'info' | 'warn'>
  readonly metrics?: Metrics
}

export interface DuitkuProvider extends Provider {
  readonly healthCheck: HealthCheck
}

const opened = z.object({ reference: z.string(), paymentUrl: z.url(), statusCode: z.literal('00') })
const standing = z.object({
  merchantOrderId: z.string(),
  reference: z.string().optional(),
  amount: z.coerce.string(),
  statusCode: z.string(),
})

interface Asked {
  readonly merchantOrderId: string
}

const expiryMinutes = 60

/**
 * Indonesian accounts, wallets and cards on Duitku's page, in whole rupiah. It can not be told to
 * stop an order, which ends after an hour by itself, and gives nothing back: staff do, by hand.
 * Throws in production for settings that are for tests.
 */
export function createDuitku(options: DuitkuOptions): DuitkuProvider {
  const { production, allowedAddresses, baseUrl, log, metrics } = options
  const fault = production ? faultInDuitkuSettings(options) : undefined
  if (fault !== undefined) throw new UnusableSettings(fault)
  const outbound = defineProvider('duitku', {
    baseUrl,
    totalMs: providerMs,
    metrics,
    ...(log ? { log } : {}),
  })
  const addresses = allowedAddresses ?? duitkuAddresses[production ? 'production' : 'sandbox']

  async function ask<T>(path: string, json: Asked, shape: z.ZodType<T>): Promise<T> {
    const response = await call(() =>
      // Both calls may be repeated: the order's number is the key.
      outbound.call({ method: 'POST', path, json, idempotencyKey: json.merchantOrderId }),
    )
    const read = shape.safeParse(response.json())
    if (!read.success) throw new ProviderDown('Duitku gave no answer that makes sense')
    return read.data
  }

  async function createPayment(order: Order): Promise<Created> {
    const { merchantCode, callbackUrl, email } = options
    const { attemptId: merchantOrderId, description, returnUrl } = order
    const amount = wholeAmount(order.amount)
    if (amount === undefined) throw new ProviderRefusal('whole_rupiah_only')
    const asked = {
      merchantCode,
      merchantOrderId,
      paymentAmount: Number(amount),
      productDetails: description,
      email,
      callbackUrl,
      returnUrl,
      expiryPeriod: expiryMinutes,
      signature: signRequest(options, { merchantOrderId, amount }),
    }
    const answer = await ask('/webapi/api/merchant/v2/inquiry', asked, opened)
    const next = { kind: 'redirect', url: answer.paymentUrl } as const
    return { state: 'open', providerReference: answer.reference, next }
  }

  async function fetchStatus(order: Order): Promise<Observation> {
    const { merchantCode } = options
    const merchantOrderId = order.attemptId
    const signature = signQuestion(options, merchantOrderId)
    const asked = { merchantCode, merchantOrderId, signature }
    const answer = await ask('/webapi/api/merchant/transactionStatus', asked, standing)
    if (answer.merchantOrderId !== merchantOrderId) {
      throw new ProviderDown('Duitku answered about another order')
    }
    const { currency, exponent } = order.amount
    const amount = Math.round(Number(answer.amount) * 10 ** exponent)
    return {
      state: stateOf(answer.statusCode),
      amount: { amount, currency },
      ...(answer.statusCode === '02' ? { decline: 'cancelled' } : {}),
    }
  }

  return {
    name: 'duitku',
    healthCheck: outbound.healthCheck,
    webhooks: duitkuWebhooks(options, addresses),
    createPayment,
    fetchStatus,
    expirePayment: fetchStatus,
    refund: async () => ({ state: 'awaiting_offline' }),
  }
}

/** Of the question how an order stands, where 01 means that nothing has come yet. */
function stateOf(code: string): Observation['state'] {
  if (code === '00') return 'settled'
  return code === '02' ? 'failed' : 'open'
}

async function call<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isOutboundError(error) && !error.mayPass) {
      throw new ProviderRefusal(`status_${error.status ?? 'none'}`, { cause: error })
    }
    throw new ProviderDown('Duitku does not answer', { cause: error })
  }
}
