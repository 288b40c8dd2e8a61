import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { DriverError } from '../../driver/driver-error.ts'

export interface ShopRequest {
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface ShopAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Undefined for what is no JSON. */
  json(): unknown
}

/** Asks one shop. Redirects are not followed: where a shop sends us is its own affair. */
export type AskShop = (request: ShopRequest) => Promise<ShopAnswer>

export interface ShopAddress {
  /** `https://slug.shops.example`: what people open, and the name that is asked for. */
  readonly publicUrl: URL
  /** Where the ingress is reached, when not under the shop's own name. */
  readonly through?: URL | undefined
}

const timeoutMs = 10_000
const largestAnswerBytes = 1024 * 1024

/** Throws `DriverError` when nothing answers. */
export function askShopAt({ publicUrl, through }: ShopAddress, signal: AbortSignal): AskShop {
  return async ({ path, method = 'GET', headers = {}, body }) => {
    const url = new URL(path, through ?? publicUrl)
    const request = url.protocol === 'https:' ? requestHttps : requestHttp
    const options = {
      method,
      headers: {
        ...headers,
        host: publicUrl.host,
        'x-forwarded-proto': publicUrl.protocol.slice(0, -1),
      },
      // The certificate is the shop's, also when the ingress is reached under another name.
      servername: publicUrl.hostname,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    }
    try {
      const answer = await new Promise<IncomingMessage>((done, refuse) => {
        const sent = request(url, options, done)
        sent.once('error', refuse)
        sent.end(body)
      })
      return await read(answer)
    } catch (cause) {
      signal.throwIfAborted()
      throw notYet('The shop does not answer yet.', cause)
    }
  }
}

/** Worth asking again: a shop that has just begun is not there at once. */
export function notYet(say: string, cause?: unknown): DriverError {
  const output = cause === undefined ? {} : { output: String(cause), cause }
  return new DriverError(say, { class: 'transient', code: 'shopNotAnswering', ...output })
}

async function read(answer: IncomingMessage): Promise<ShopAnswer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestAnswerBytes) throw new Error('the shop answers more than a megabyte')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  return { status: answer.statusCode ?? 0, headers: answer.headers, json: () => jsonOf(text) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
