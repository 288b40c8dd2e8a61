/** A whole answer. Its body is not shown by logs, which print fields and never call methods. */
export class OutboundResponse {
  readonly status: number
  readonly headers: Headers
  readonly #body: Uint8Array<ArrayBuffer>

  constructor(status: number, headers: Headers, body: Uint8Array<ArrayBuffer>) {
    this.status = status
    this.headers = headers
    this.#body = body
  }

  get isOk(): boolean {
    return this.status >= 200 && this.status < 300
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#body
  }

  text(): string {
    return new TextDecoder().decode(this.#body)
  }

  /** Throws SyntaxError when the answer is not JSON. What it holds is the caller's to check. */
  json(): unknown {
    return JSON.parse(this.text())
  }

  /** The same answer for those who speak fetch. */
  toFetchResponse(): Response {
    const headers = new Headers(this.headers)
    // The body is decoded and whole by now: these two described its way here.
    headers.delete('content-encoding')
    headers.delete('content-length')
    const hasBody = !bodiless.has(this.status)
    return new Response(hasBody ? this.#body : null, { status: this.status, headers })
  }
}

const bodiless = new Set([204, 205, 304])
