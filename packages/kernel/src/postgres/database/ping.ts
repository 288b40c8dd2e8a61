import { Client, type ClientConfig } from 'pg'
import type { Clock } from '../../clock/clock.ts'
import { cutShort } from './cut.ts'
import { asProblem } from './database-errors.ts'

/** Asks the server for a sign of life, on one connection that is kept for this. */
export class Pinger {
  readonly #config: ClientConfig
  readonly #clock: Clock
  #client: Client | undefined

  constructor(config: ClientConfig, clock: Clock) {
    this.#config = config
    this.#clock = clock
  }

  async ping(timeoutMs: number): Promise<void> {
    try {
      await cutShort(this.#ask(), {
        clock: this.#clock,
        timeoutMs,
        what: 'ping',
        obeysRequest: false,
        giveUp: () => this.close(),
      })
    } catch (error) {
      this.close()
      throw asProblem(error)
    }
  }

  close(): void {
    this.#client?.connection.stream.destroy()
    this.#client = undefined
  }

  async #ask(): Promise<void> {
    const client = this.#client ?? (await this.#connect())
    await client.query('select')
  }

  async #connect(): Promise<Client> {
    const client = new Client(this.#config)
    this.#client = client
    client.on('error', () => {
      if (this.#client === client) this.#client = undefined
    })
    await client.connect()
    return client
  }
}
