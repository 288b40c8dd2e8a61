import type { z } from 'zod'
import type { Context } from './context.ts'

/** What a client may send over a WebSocket, as data. */
export interface MessageType<Data extends z.ZodType = z.ZodType> {
  /** `bookings.typing`: unique among all modules. */
  readonly type: string
  readonly data: Data
}

/** A message and what it does, with the types of its data and tables forgotten. */
export interface BoundMessage {
  readonly message: MessageType
  /** `data` must have been parsed by the message's schema. */
  readonly run: (ctx: Context<unknown>, data: unknown) => Promise<unknown>
}

/**
 * Ties a message to its verb, which runs in the transaction that remembers the message's id: at
 * most once, however often it is sent. What it returns is JSON, and goes along with the ack.
 */
export function bindMessage<Data extends z.ZodType, DB>(
  message: MessageType<Data>,
  verb: (ctx: Context<DB>, data: z.output<Data>) => Promise<unknown>,
): BoundMessage {
  return { message, run: forgetTypes(verb) }
}

// A verb is called with what its own message's schema returned and with the one database that
// holds every module's schema: both are true by construction and can not be told to the types.
function forgetTypes<Data extends z.ZodType, DB>(
  verb: (ctx: Context<DB>, data: z.output<Data>) => Promise<unknown>,
): BoundMessage['run'] {
  return verb as unknown as BoundMessage['run']
}
