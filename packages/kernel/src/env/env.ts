import type { z } from 'zod'
import type { EnvDefinition, Values, Variable, Variables } from './definition.ts'
import { EnvError } from './env-error.ts'
import { misspelled } from './misspelled.ts'
import { productionFault } from './production.ts'

export { defineEnv } from './definition.ts'
export type { EnvDefinition, Values, Variable, Variables } from './definition.ts'
export { EnvError } from './env-error.ts'
export { renderEnvExample } from './env-example.ts'
export { Secret } from './secret.ts'
export { secretWeakness } from './secret-strength.ts'
export { boolean, duration, integer, list, port, secret, webAddress } from './values.ts'

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
