import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Actor } from './actor.ts'

/** A request whose answer goes on: admitted, parsed and charged like any other. */
export interface StreamCall {
  readonly actor: Actor
  /** Parsed by the route's contract, as are the parameters. */
  readonly query: unknown
  readonly params: unknown
  readonly request: IncomingMessage
  /** Nothing has been sent yet. */
  readonly response: ServerResponse
  /** What the answer says besides, such as where the caller's limits stand. */
  readonly headers: Readonly<Record<string, string>>
  /**
   * Who asks now, with the rights that they have now. Throws a problem once they may not use the
   * route any more, such as after their session has ended.
   */
  identifyAgain(): Promise<Actor>
}
