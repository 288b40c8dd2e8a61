import { createVault, loadOrCreateMasterKey } from '@holdfast/kernel/crypto'
import { newId } from '@holdfast/kernel/ids'
import { signStandardWebhook } from '@holdfast/kernel/webhooks'

/** Sends messages as the sandbox does, and as somebody does who would like to be the sandbox. */
export interface SandboxMessages {
  /** Signed as the sandbox signs, whatever it claims. Resolves to the status. */
  claim(baseUrl: string, attemptId: string, state: string): Promise<number>
  /** Signed by a stranger, changed behind the signature, old, not signed. Resolves to the statuses. */
  forge(baseUrl: string, attemptId: string): Promise<readonly number[]>
}

/** With the key of the service whose data folder this is. */
export async function openSandboxMessages(dataFolder: string): Promise<SandboxMessages> {
  const { keys } = await loadOrCreateMasterKey(dataFolder)
  const [key] = createVault(keys).blindIndexes('payments.sandbox.webhooks', 'secret')
  if (!key) throw new Error('there is no key to sign with')
  const secret = `whsec_${key.toString('base64')}`
  const stranger = `whsec_${Buffer.alloc(32, 1).toString('base64')}`

  function signed(body: string, { with: by = secret, at = new Date() } = {}) {
    return signStandardWebhook({ id: `msg_${newId()}`, at, body }, [by])
  }

  return {
    claim(baseUrl, attemptId, state) {
      const body = bodyOf(attemptId, state)
      return post(baseUrl, body, signed(body))
    },
    async forge(baseUrl, attemptId) {
      const body = bodyOf(attemptId, 'settled')
      const old = new Date(Date.now() - 10 * 60_000)
      const forgeries = [
        signed(body, { with: stranger }),
        signed(bodyOf(newId(), 'settled')),
        signed(body, { at: old }),
        {},
      ]
      return Promise.all(forgeries.map((headers) => post(baseUrl, body, headers)))
    },
  }
}

function bodyOf(orderId: string, state: string): string {
  return JSON.stringify({ type: `payment.${state}`, orderId })
}

async function post(
  baseUrl: string,
  body: string,
  signature: Readonly<Record<string, string>>,
): Promise<number> {
  const headers = { 'content-type': 'application/json', ...signature }
  const url = `${baseUrl}/api/v1/webhooks/sandbox`
  const { status } = await fetch(url, { method: 'POST', headers, body })
  return status
}
