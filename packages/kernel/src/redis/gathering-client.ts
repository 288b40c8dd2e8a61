import { Redis as Client } from 'ioredis'

const commandsPerWrite = 8

/**
 * Sends the commands of one turn of the event loop in their order, eight to a write. A write for
 * each would cost this process and Redis a third more; one write for all would let Redis idle
 * until the turn is over.
 */
export class GatheringClient extends Client {
  #gathering: Client['stream'] | undefined
  #commands = 0

  override sendCommand(...command: Parameters<Client['sendCommand']>): unknown {
    this.#gather()
    return super.sendCommand(...command)
  }

  #gather(): void {
    const { stream } = this
    if (stream !== this.#gathering) this.#gatherUntilTheTurnEnds(stream)
    if (this.#commands === commandsPerWrite) {
      this.#commands = 0
      stream.uncork()
      stream.cork()
    }
    this.#commands++
  }

  #gatherUntilTheTurnEnds(stream: Client['stream']): void {
    this.#gathering = stream
    this.#commands = 0
    stream.cork()
    setImmediate(() => {
      if (this.#gathering === stream) this.#gathering = undefined
      stream.uncork()
    })
  }
}
