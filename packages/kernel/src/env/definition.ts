import type { z } from 'zod'

/** One variable of the environment, described for people and parsed by zod. */
export interface Variable<Schema extends z.ZodType = z.ZodType> {
  /** Reads the text of the variable. A schema that ends in a `Secret` hides the value. */
  readonly schema: Schema
  /** What the variable is for, in one sentence; shown when it is missing or wrong. */
  readonly purpose: string
  /** Used when the variable is absent or empty, as the text that would be set. */
  readonly default?: string
  /** Absent is fine: the value is then `undefined`. */
  readonly optional?: true
  /** Must be set in production, whatever the default elsewhere. */
  readonly requiredInProduction?: true
  /** Shown in `.env.example` in place of a default. Never a working secret. */
  readonly example?: string
}

export type Variables = Readonly<Record<string, Variable>>

/** The parsed values, under the names of their variables. */
export type Values<V extends Variables> = {
  readonly [Name in keyof V]: V[Name] extends { readonly optional: true }
    ? z.output<V[Name]['schema']> | undefined
    : z.output<V[Name]['schema']>
}

/** Names that begin so are ours: an unknown one is a misspelling, not somebody else's variable. */
export interface EnvDefinition<V extends Variables = Variables> {
  readonly variables: V
  readonly ownPrefix?: string | undefined
}

export function defineEnv<const V extends Variables>(
  variables: V,
  options: { readonly ownPrefix?: string } = {},
): EnvDefinition<V> {
  return { variables, ownPrefix: options.ownPrefix }
}
