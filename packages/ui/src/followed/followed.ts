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

export function createFollowed<Value>(start: Value): OwnedValue<Value> {
  const followers = new Set<() => void>()
  let current = start
  return {
    read: () => current,
    follow: (onChange) => {
      // Wrapped, so that one function that follows twice is told twice and leaves once.
      const follower = () => onChange()
      followers.add(follower)
      return () => void followers.delete(follower)
    },
    set: (value) => {
      if (Object.is(value, current)) return
      current = value
      for (const tell of followers) tell()
    },
  }
}
