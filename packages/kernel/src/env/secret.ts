const shown = '[secret]'

/**
 * A value that prints as `[secret]` in logs, JSON, string concatenation, `inspect` and errors.
 * Only `reveal()` gives it away, which is easy to search for.
 */
export class Secret<T = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  reveal(): T {
    return this.#value
  }

  toString(): string {
    return shown
  }

  toJSON(): string {
    return shown
  }

  [Symbol.toPrimitive](): string {
    return shown
  }

  // What `util.inspect` asks for, by its registered symbol: a browser can load this file too.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return shown
  }
}
