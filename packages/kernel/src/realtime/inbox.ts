import type { RawData, WebSocket } from 'ws'
import { readJson } from '../http/read-json.ts'
import type { Connection } from './connection.ts'
import type { Follows } from './follows.ts'
import { isSameActor } from './is-same-actor.ts'
import type { AnswerMessage } from './message-handling.ts'
import { Problem, requestProblems } from '../problems/problems.ts'
import type { Actor } from '../module/module.ts'
import { sentMessage, socketCodes, type SentMessage } from './socket-messages.ts'

const maxWaiting = 16

/**
 * Answers what a client sends, one after the other in its order. While much waits nothing more is
 * read from it, so that it feels how fast it is served.
 */
export function answerMessages(
  socket: WebSocket,
  {
    connection,
    follows,
  }: { readonly connection: Connection; readonly follows: Follows | undefined },
  answer: AnswerMessage,
): void {
  const waiting: SentMessage[] = []
  let isWorking = false

  socket.on('message', (data, isBinary) => {
    const sent = isBinary ? undefined : read(data)
    if (sent === undefined) return socket.close(socketCodes.unreadable)
    waiting.push(sent)
    if (waiting.length >= maxWaiting) socket.pause()
    if (!isWorking) void work()
    return undefined
  })

  async function work(): Promise<void> {
    isWorking = true
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (!connection.isOpen) break
      const identify = () => identifyAgain(connection)
      const { text, begin } = await answer(next, { identify, follows })
      connection.write([text])
      begin?.()
      if (socket.isPaused && waiting.length === 0) socket.resume()
    }
    isWorking = false
  }
}

/** Asked for each message, as for each request: whoever lost a right has lost it at once. */
async function identifyAgain(connection: Connection): Promise<Actor> {
  try {
    const actor = await connection.identifyAgain()
    if (!isSameActor(actor, connection.actor)) throw requestProblems.unauthenticated()
    connection.actor = actor
    return actor
  } catch (error) {
    if (error instanceof Problem && error.status < 500) connection.endAccess()
    throw error
  }
}

function read(data: RawData): SentMessage | undefined {
  try {
    return sentMessage.safeParse(readJson(new TextEncoder().encode(String(data)).buffer)).data
  } catch {
    return undefined
  }
}
