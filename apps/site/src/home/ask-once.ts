import type { AnswerCheck } from '../contracts/answer-check.ts'

const patienceMs = 15_000

/**
 * One answer, asked for once and without the client, which weighs more than a page of content may.
 * Undefined when the service does not answer soundly: then what the page was built with stays.
 */
export async function askOnce<Answer>(
  path: string,
  check: Checks<Answer>,
): Promise<Answer | undefined> {
  const answer = await ask(path)
  if (answer === undefined) return undefined
  const read = check.safeParse(answer)
  if (read.success) return read.data
  reportError(new TypeError(`${path} is not as its contract says`))
  return undefined
}

/** A schema of a contract, or the check that the build puts in its place. */
interface Checks<Answer> {
  safeParse(value: unknown): { readonly success: true; readonly data: Answer } | Refused
}

type Refused = Extract<ReturnType<AnswerCheck['safeParse']>, { readonly success: false }>

async function ask(path: string): Promise<unknown> {
  try {
    // Who is signed in at the console is a guest here.
    const options: RequestInit = { credentials: 'omit', signal: AbortSignal.timeout(patienceMs) }
    const response = await fetch(`/api/v1${path}`, options)
    return response.ok ? await response.json() : undefined
  } catch {
    return undefined
  }
}
