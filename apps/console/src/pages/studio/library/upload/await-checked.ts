import type { Upload } from '@holdfast/studio/contract'
import type { UploadItem } from './upload-item.ts'
import { readRefusal, refusalOf } from './upload-words.ts'

type Outcome = Pick<UploadItem, 'state' | 'refusal' | 'assetId'>

/** Most are looked at within a second; a long video takes its time. */
const pausesMs = [500, 1_000, 2_000, 4_000]

/** Asks after an upload whose bytes have all come, until it is an asset or was refused. */
export async function awaitChecked(url: string | null, signal: AbortSignal): Promise<Outcome> {
  if (url === null) return { state: 'done' }
  for (let asked = 0; !signal.aborted; asked += 1) {
    await pause(pausesMs[asked] ?? 4_000, signal)
    const outcome = await askOnce(url, signal)
    if (outcome !== undefined) return outcome
  }
  return { state: 'done' }
}

async function askOnce(url: string, signal: AbortSignal): Promise<Outcome | undefined> {
  try {
    const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
    const text = await response.text()
    if (response.status === 429 || response.status >= 500) return undefined
    if (!response.ok) return { state: 'refused', refusal: readRefusal(response.status, text) }
    return outcomeOf(JSON.parse(text) as Upload)
  } catch {
    // A connection that is lost for a moment says nothing of the file.
    return undefined
  }
}

/** How an upload stands; undefined while it is still being looked at. */
export function outcomeOf({ state, assetId, refusal }: Upload): Outcome | undefined {
  switch (state) {
    case 'open':
    case 'checking':
      return undefined
    case 'done':
      return { state: 'done', ...(assetId === null ? {} : { assetId }) }
    case 'refused': {
      const { code = '', message = 'It was not taken.' } = refusal ?? {}
      return { state: 'refused', refusal: { text: refusalOf(code, message), code } }
    }
    case 'ended':
      return { state: 'refused', refusal: { text: 'This upload has ended. Begin it again.' } }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
