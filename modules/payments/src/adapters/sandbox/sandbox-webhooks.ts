import type { Vault } from '@holdfast/kernel/crypto'
import { signStandardWebhook, standardWebhooks } from '@holdfast/kernel/webhooks'
import { z } from 'zod'
import type { ProviderWebhooks } from '../../providers/provider.ts'

const message = z.object({ type: z.string(), orderId: z.uuid() })

/** The secrets that the sandbox signs with: one for each master key, so all processes agree. */
export function sandboxSecrets(vault: Pick<Vault, 'blindIndexes'>): readonly string[] {
  const keys = vault.blindIndexes('payments.sandbox.webhooks', 'secret')
  return keys.map((key) => `whsec_${key.toString('base64')}`)
}

export function sandboxWebhooks(secrets: readonly string[]): ProviderWebhooks {
  return {
    source: { scheme: standardWebhooks(), secrets },
    aboutOf(body) {
      const read = message.safeParse(jsonOf(body))
      return read.success ? { attemptId: read.data.orderId } : undefined
    },
    unknownOrders: 'ignore',
  }
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

export interface Report {
  /** The same each time the same thing is reported. */
  readonly id: string
  readonly attemptId: string
  readonly state: string
  readonly at: Date
}

/** One message, signed as a real provider would. */
export function signedReport(
  { id, attemptId, state, at }: Report,
  secrets: readonly string[],
): { readonly body: string; readonly headers: Record<string, string> } {
  const body = JSON.stringify({ type: `payment.${state}`, orderId: attemptId })
  const signature = signStandardWebhook({ id, at, body }, secrets.slice(0, 1))
  return { body, headers: { 'content-type': 'application/json', ...signature } }
}
