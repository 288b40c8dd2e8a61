import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { z } from 'zod'

const settingsSchema = z.strictObject({
  storeId: z.uuid(),
  /** What people call the shop: any text of a line. */
  name: z.string().min(1).max(80),
  port: z.int().min(0).max(65_535),
  databaseUrl: z.string().startsWith('postgres'),
  /** Cookies, links to orders and the parent's own calls are signed with what is made of it. */
  signingKey: z.string().min(16),
  plan: z.string(),
  version: z.string(),
  generation: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** A file for the log, kept small; standard output when there is none. */
  logFile: z.string().optional(),
})

/** All that a shop is told by who starts it. It holds secrets. */
export type Settings = z.infer<typeof settingsSchema>

/**
 * Reads the first line of `input`, one JSON object. Secrets come this way because every program of
 * the machine can read what stands in an argument. Throws without showing what it read.
 */
export async function readSettings(input: Readable): Promise<Settings> {
  const parsed = settingsSchema.safeParse(parseJson(await firstLine(input)))
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map(({ path }) => path.join('.') || 'the object').join(', ')
  throw new Error(`The settings on standard input can not be used: ${wrong}`)
}

async function firstLine(input: Readable): Promise<string> {
  const lines = createInterface({ input })
  const first = await new Promise<string>((resolve) => {
    lines.once('line', resolve)
    lines.once('close', () => resolve(''))
  })
  lines.close()
  return first
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
