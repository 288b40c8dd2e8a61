import type { Money } from '@holdfast/kernel/contract'
import { renderSVG } from 'uqr'
import type { PaymentMethod } from '../../contract.ts'
import { ProviderRefusal } from '../../providers/provider-errors.ts'
import type { Order, Provider } from '../../providers/provider.ts'

/** Ways to pay that no provider reports. */
export type ManualMethod = Extract<PaymentMethod, 'bank_transfer' | 'zelle' | 'venmo' | 'cash'>

export interface ManualOptions {
  /** What the payer is told for each way that is offered: account, name, where to bring it. */
  readonly instructions: Readonly<Partial<Record<ManualMethod, string>>>
}

/**
 * Transfers, payments between people, and cash: the payer gets a reference and a picture of it,
 * staff say when the money has come. Nothing is asked of anybody outside.
 */
export function createManual({ instructions }: ManualOptions): Provider {
  return {
    name: 'manual',
    async createPayment(order) {
      const { method, amount, reference } = order
      const text = new Map<string, string>(Object.entries(instructions)).get(method)
      if (text === undefined || reference === null) throw new ProviderRefusal('not_offered')
      return {
        state: 'awaiting_offline',
        providerReference: `manual_${order.attemptId}`,
        next: { kind: 'offline', qrSvg: qrOf(order, text), reference, amount, instructions: text },
      }
    },
    expirePayment: async () => ({ state: 'expired' }),
    fetchStatus: async () => ({ state: 'awaiting_offline' }),
    // Somebody hands it over or transfers it, and says so.
    refund: async () => ({ state: 'awaiting_offline' }),
  }
}

/** What a telephone reads from the picture: whom, how much, and the reference to write on it. */
function qrOf({ amount, reference }: Order, instructions: string): string {
  const text = `${instructions}\n${writeAmount(amount)}\n${reference}`
  return renderSVG(text, { ecc: 'M', border: 2, pixelSize: 8 })
}

function writeAmount({ amount, currency, exponent }: Money): string {
  return `${currency} ${(amount / 10 ** exponent).toFixed(exponent)}`
}
