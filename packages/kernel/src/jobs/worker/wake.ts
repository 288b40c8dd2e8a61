import type { Clock } from '../../clock/clock.ts'

/** Lets one loop rest until somebody rings or time is up. A ring while it works is kept. */
export class Wake {
  readonly #clock: Clock
  #rung = false
  #end: (() => void) | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  ring(): void {
    this.#rung = true
    this.#end?.()
  }

  async rest(delayMs: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const cancel = this.#clock.schedule(delayMs, resolve)
        this.#end = () => {
          cancel()
          resolve()
        }
      })
      this.#end = undefined
    }
    this.#rung = false
  }
}
