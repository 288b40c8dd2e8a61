/** Lets a fixed number in at a time; the others wait in the order they came. */
export class Gate {
  readonly #waiting = new Set<() => void>()
  #free: number

  constructor(places: number) {
    this.#free = places
  }

  get waiting(): number {
    return this.#waiting.size
  }

  /** Lets the caller in when there is a place now. */
  tryEnter(): boolean {
    if (this.#free === 0) return false
    this.#free -= 1
    return true
  }

  /** Whoever was let in calls `leave` once; whoever withdraws is never let in. */
  enter(): { readonly entered: Promise<void>; withdraw(): void } {
    if (this.tryEnter()) {
      return { entered: Promise.resolve(), withdraw: () => this.leave() }
    }
    const { promise: entered, resolve: letIn } = Promise.withResolvers<void>()
    this.#waiting.add(letIn)
    return {
      entered,
      withdraw: () => {
        // Let in at the very moment it gave up: the place goes to the next.
        if (!this.#waiting.delete(letIn)) this.leave()
      },
    }
  }

  leave(): void {
    for (const letIn of this.#waiting) {
      this.#waiting.delete(letIn)
      return letIn()
    }
    this.#free += 1
  }
}
