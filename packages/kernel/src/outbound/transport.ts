export interface TransportRequest {
  readonly method: string
  readonly headers: Headers
  readonly body?: Uint8Array<ArrayBuffer> | undefined
  readonly signal: AbortSignal
}

/** Sends one request and resolves with the answer's head. It follows no redirect. */
export type Transport = (url: URL, request: TransportRequest) => Promise<Response>

/** The global fetch, looked up at each call. */
export const fetchTransport: Transport = (url, { method, headers, body, signal }) =>
  fetch(url, { method, headers, signal, redirect: 'manual', ...(body ? { body } : {}) })
