import type { EnvDefinition, Variable } from './definition.ts'

/** The text of `.env.example`: every variable with its purpose, none with a working secret. */
export function renderEnvExample(definition: EnvDefinition): string {
  const entries = Object.entries(definition.variables).map(([name, variable]) =>
    [`# ${variable.purpose}`, ...conditions(variable), assignment(name, variable)].join('\n'),
  )
  return `${entries.join('\n\n')}\n`
}

function conditions(variable: Variable): readonly string[] {
  return variable.requiredInProduction ? ['# Must be set in production.'] : []
}

function assignment(name: string, variable: Variable): string {
  if (variable.default !== undefined) return `${name}=${variable.default}`
  return `# ${name}=${variable.example ?? ''}`
}
