import type { z } from 'zod'
import { EnvError } from './env-error.ts'
import { misspelled } from './misspelled.ts'
import { productionFault } from './production.ts'
export { EnvError } from './env-error.ts'
export { renderEnvExample } from './env-example.ts'
export { Secret } from './secret.ts'
export { secretWeakness } from './secret-strength.ts'
export { boolean, duration, integer, list, port, secret, webAddress } from './values.ts'

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

type Source = Readonly<Record<string, string | undefined>>

/**
 * Parses the environment. Throws one `EnvError` that names every missing, wrong, misspelled or
 * (in production) unsafe variable with its purpose, and never shows a value.
 */
export function readEnv<V extends Variables>(
  definition: EnvDefinition<V>,
  source: Source,
  options: { readonly production: boolean },
): Values<V> {
  const results = Object.entries(definition.variables).map(([name, variable]) =>
    readOne({ name, variable, text: source[name] }, options),
  )
  const faults = [
    ...results.flatMap(({ fault }) => (fault === undefined ? [] : [fault])),
    ...misspelled(definition, source),
  ]
  if (faults.length > 0) throw new EnvError(faults)
  // Every name was read by its own schema, and none failed.
  return Object.fromEntries(results.map(({ name, value }) => [name, value])) as Values<V>
}

interface Given {
  readonly name: string
  readonly variable: Variable
  readonly text: string | undefined
}

interface Read {
  readonly name: string
  readonly value?: unknown
  readonly fault?: string
}

function readOne(given: Given, { production }: { readonly production: boolean }): Read {
  const { name, variable } = given
  const { purpose } = variable
  const mustBeGiven = production && variable.requiredInProduction === true
  const text = given.text || (mustBeGiven ? undefined : variable.default)
  if (text === undefined) {
    if (variable.optional && !mustBeGiven) return { name }
    return { name, fault: `${name} is missing: ${purpose}` }
  }
  const parsed = variable.schema.safeParse(text)
  if (!parsed.success) return { name, fault: `${name} ${wording(parsed.error)}: ${purpose}` }
  const known = [variable.default, variable.example]
  const unsafe = production ? productionFault({ name, value: parsed.data, known }) : undefined
  return unsafe ? { name, fault: `${name} ${unsafe}: ${purpose}` } : { name, value: parsed.data }
}

// The schemas of `values.ts` word their own messages; zod's own could quote the value.
function wording(error: z.ZodError): string {
  const [issue] = error.issues
  if (issue?.code === 'custom') return issue.message
  if (issue?.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  return 'is not valid'
}
