import { Agent, request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  // The shape is what each test expects of it; a wrong one fails the test.
  readonly json: Json
}

/** A parsed body that a test looks into: every step may be absent. */
export interface Json {
  readonly [name: string]: Json & string & number
}

export interface Question {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly agent?: Agent
}

/**
 * One request over a connection of its own, or over the given agent's. Rejects when it is cut. Of a
 * stream, which never ends, it takes the first piece and leaves.
 */
export function ask(url: string, question: Question = {}): Promise<Answer> {
  const { method = 'GET', body, agent } = question
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
  const headers = {
    ...(text === undefined ? {} : { 'content-type': 'application/json' }),
    ...(text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
    ...question.headers,
  }
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: agent ?? false }, (response) => {
      const chunks: Buffer[] = []
      const answered = () => {
        const received = Buffer.concat(chunks).toString('utf8')
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: received,
          json: parse(received),
        })
      }
      const isStream = response.headers['content-type']?.startsWith('text/event-stream')
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (!isStream) return
        answered()
        response.destroy()
      })
      response.once('error', reject)
      response.once('end', answered)
    })
    asked.once('error', reject)
    asked.end(text)
  })
}

function parse(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** Keep-alive connections, at most `connections` of them. */
export function connectionsOf(connections: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections })
}

/** How often each value occurs: `{ 201: 1, 409: 199 }`. */
export function tally(values: readonly (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
