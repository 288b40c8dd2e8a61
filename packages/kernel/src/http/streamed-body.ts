import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { currentContext } from '../context/context.ts'
import { leaveRestOfBody } from '../edge/edge.ts'
import type { StreamedBody } from '../module/module.ts'
import { requestProblems } from '../problems/problems.ts'
import type { NodeExchange } from './node-exchange.ts'
import { refuseEncoded } from './read-bytes.ts'

/** The body of a request for a verb to read. Nothing of it has been read yet. */
export function streamedBody(request: Request, node: NodeExchange | undefined): StreamedBody {
  refuseEncoded(request)
  const length = request.headers.get('content-length')
  return {
    stream: node ? new ArrivingBytes(node.request) : readableOf(request),
    contentType: request.headers.get('content-type') ?? undefined,
    contentLength: length === null ? undefined : Number(length),
    signal: currentContext()?.signal ?? request.signal,
  }
}

/** Before the answer: what has not been read by now is not waited for. */
export function leaveStreamedBody({ request }: NodeExchange): void {
  streams.get(request)?.destroy()
  leaveRestOfBody(request)
}

const streams = new WeakMap<IncomingMessage, Readable>()

/** Apart from the request itself: who destroys that one cuts the connection, and no answer arrives. */
class ArrivingBytes extends Readable {
  readonly #request: IncomingMessage

  constructor(request: IncomingMessage) {
    super()
    this.#request = request
    streams.set(request, this)
    // Before it is listened to, so that it does not flow by itself.
    request.pause()
    request.on('data', this.#take)
    request.on('end', this.#end)
    request.on('error', this.#breakOff)
    request.on('close', this.#breakOff)
  }

  override _read(): void {
    if (this.#request.destroyed && !this.#request.readableEnded) this.#breakOff()
    else this.#request.resume()
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    const request = this.#request
    request.off('data', this.#take)
    request.off('end', this.#end)
    request.off('close', this.#breakOff)
    request.pause()
    callback(error)
  }

  readonly #take = (chunk: Buffer): void => {
    if (!this.push(chunk)) this.#request.pause()
  }

  readonly #end = (): void => void this.push(null)

  readonly #breakOff = (cause?: Error): void => {
    if (this.#request.readableEnded) return
    this.destroy(requestProblems.malformed({ reason: 'the body broke off' }, { cause }))
  }
}

/** Where there is no connection, as in a test without a socket. */
function readableOf({ body }: Request): Readable {
  return body === null ? Readable.from([]) : Readable.from(body, { objectMode: false })
}
