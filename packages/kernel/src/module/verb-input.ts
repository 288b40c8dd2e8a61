import type { Readable } from 'node:stream'
import type { Route, RouteInput } from '../contract/contract.ts'

/** A body while it comes, for a route with `streamBody`. */
export interface StreamedBody {
  /**
   * The bytes as they come; nothing is read before they are asked for. Destroying it, as a failed
   * `pipeline` does, leaves the connection open for the answer. Where the body breaks off it ends
   * with `request.malformed`, never as if it were complete.
   */
  readonly stream: Readable
  readonly contentType: string | undefined
  /** In bytes; undefined when the client announced none. */
  readonly contentLength: number | undefined
  /** Aborts when the client is gone, the deadline has passed or the body is too large. */
  readonly signal: AbortSignal
}

/** What a verb receives: the parsed parts of the request, and its body as the route takes it. */
export type VerbInput<R extends Route> = RouteInput<R> &
  (R extends { readonly streamBody: true } ? StreamedBody : unknown)
