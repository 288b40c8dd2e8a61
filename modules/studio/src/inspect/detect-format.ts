import { fileTypeFromBuffer } from 'file-type'
import { problems } from '../problems.ts'
import type { Format, FormatName } from './formats.ts'

/** So much of the beginning of a file is looked at. */
export const beginningBytes = 4_100

/** What `file-type` calls the formats that are taken. */
const names: Readonly<Record<string, FormatName>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/x-m4a': 'm4a',
  'audio/mp4': 'm4a',
}

/**
 * Throws `studio.notTaken` when the beginning of a file is of no format that is taken, and
 * `studio.notWhatItSays` when it is of another one than it should be, `studio.unreadable` when there is none.
 */
export async function checkBeginning(beginning: Uint8Array, expected: Format): Promise<void> {
  if (beginning.length === 0) throw problems.unreadable({ bytes: 0 })
  const found = await detect(beginning)
  if (found === undefined) throw problems.notTaken({ expected: expected.name })
  if (found === expected.name) return
  // The boxes of both are the same; whether there are pictures in it is seen later.
  if (found === 'mp4' && expected.name === 'm4a') return
  throw problems.notWhatItSays({ found, expected: expected.name })
}

async function detect(beginning: Uint8Array): Promise<FormatName | undefined> {
  // Tags may be longer than what is looked at; what is behind them is seen by the demuxer.
  if (startsWith(beginning, 'ID3')) return 'mp3'
  const type = await fileTypeFromBuffer(beginning).catch(() => undefined)
  return type && names[type.mime]
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text
}
