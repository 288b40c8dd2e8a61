import { DriverError } from '../../driver/driver-error.ts'
import { runProgram } from '../programs/run-program.ts'
import type { MedusaCommand } from './commands.ts'
import { classifyFailure } from './failures.ts'

/** Runs a command of Medusa to its end and answers what it printed. Throws `DriverError`. */
export async function runMedusa(
  command: MedusaCommand,
  { what, signal }: { readonly what: string; readonly signal: AbortSignal },
): Promise<string> {
  const { heapMegabytes, args, cwd, env, settings } = command
  const { code, stdout, stderr } = await runProgram({
    program: process.execPath,
    args: [`--max-old-space-size=${heapMegabytes}`, ...args],
    cwd,
    env,
    settings,
    signal,
  })
  if (code === 0) return stdout
  const output = withoutSecrets(`${stdout}${stderr}`, command)
  throw new DriverError(`Medusa could not ${what}`, { ...classifyFailure(output), output })
}

/** Medusa may print what it was told; what is kept of it may be read by people. */
function withoutSecrets(output: string, { settings }: MedusaCommand): string {
  return secretsIn(settings).reduce((text, secret) => text.replaceAll(secret, '***'), output)
}

const shortestSecret = 8

/** Every text in the settings, and the passwords inside of addresses. */
function secretsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value, passwordIn(value)].filter(isLongEnough)
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(secretsIn)
}

function isLongEnough(text: string): boolean {
  return text.length >= shortestSecret
}

function passwordIn(text: string): string {
  return URL.canParse(text) ? decodeURIComponent(new URL(text).password) : ''
}
