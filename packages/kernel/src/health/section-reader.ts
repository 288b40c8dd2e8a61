import type { Clock } from '../clock/clock.ts'
import { CheckTimedOut } from './check-loop.ts'
import { plainCopy } from './plain-copy.ts'

/** Further parts of the details, by name: the pool, the queue, the state of the migrations. */
export type Sections = Readonly<Record<string, () => unknown>>

const sectionLimitMs = 2_000

/**
 * Reads all sections side by side. One that throws or takes longer than 2 s says so in its
 * place and holds nobody up.
 */
export async function readSections(
  sections: Sections,
  clock: Clock,
): Promise<Readonly<Record<string, unknown>>> {
  const read = Object.entries(sections).map(async ([name, section]) => [
    name,
    await readSection(section, clock),
  ])
  return Object.fromEntries(await Promise.all(read)) as Record<string, unknown>
}

async function readSection(section: () => unknown, clock: Clock): Promise<unknown> {
  const limit = Promise.withResolvers<never>()
  const cancel = clock.schedule(sectionLimitMs, () => limit.reject(new CheckTimedOut('Too slow')))
  try {
    return plainCopy(await Promise.race([section(), limit.promise]))
  } catch (error) {
    return { error: nameOf(error) }
  } finally {
    cancel()
  }
}

/** What may be shown of an error: its type and code. Its message may quote a secret. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error'
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${error.name}${code}`.slice(0, 100)
}
