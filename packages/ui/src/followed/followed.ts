/** A value that changes over time. `read` gives the same reference until it changes. */
export interface Followed<Value> {
  read(): Value
  /** Calls `onChange` after each change until the returned function is called. */
  follow(onChange: () => void): () => void
}

/** A followed value that its owner sets. Setting what is there already tells nobody. */
export interface OwnedValue<Value> extends Followed<Value> {
  set(value: Value): void
}

/** `start`, until it is set. `whileFollowed` runs from the first follower to the last one. */
export function createFollowed<Value>(
  start: Value,
  whileFollowed?: () => () => void,
): OwnedValue<Value> {
  const followers = new Set<() => void>()
  let current = start
  let rest: (() => void) | undefined
  return {
    read: () => current,
    follow: (onChange) => {
      // Wrapped, so that one function that follows twice is told twice and leaves once.
      const follower = () => onChange()
      followers.add(follower)
      if (followers.size === 1) rest = whileFollowed?.()
      return () => {
        if (followers.delete(follower) && followers.size === 0) rest?.()
      }
    },
    set: (value) => {
      if (Object.is(value, current)) return
      current = value
      for (const tell of followers) tell()
    },
  }
}
