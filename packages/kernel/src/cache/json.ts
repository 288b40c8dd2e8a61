/** What is left of a value when it has been JSON: a `Date` is a string, a method is gone. */
export type AsJson<V> = V extends { toJSON(): infer J }
  ? J
  : V extends string | number | boolean | null | undefined
    ? V
    : V extends (...args: never) => unknown
      ? never
      : { [K in keyof V]: AsJson<V[K]> }
