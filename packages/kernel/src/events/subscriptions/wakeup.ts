import { sleep, type Clock } from '../../clock/clock.ts'

/** A bell. A ring while nobody waits is kept, so a wake-up is never lost; several are one. */
export class Wakeup {
  #rung = false
  #wake: (() => void) | undefined

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  /** Resolves at a ring, after `delayMs`, or when `signal` aborts. */
  async wait(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung) {
      const rings = new AbortController()
      this.#wake = () => rings.abort()
      await sleep(clock, delayMs, AbortSignal.any([signal, rings.signal]))
      this.#wake = undefined
    }
    this.#rung = false
  }
}
