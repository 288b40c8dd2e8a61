import { open } from 'node:fs/promises'
import type { ShopFolders } from './shop-record.ts'

const mostBytes = 262_144

/** The last lines of a shop's log, the older file included; before there is one, what it printed. */
export async function readLogs(
  folders: ShopFolders,
  storeId: string,
  lines: number,
): Promise<string> {
  const older = await tailOf(folders.pathOf(storeId, 'shop.log.1'))
  const newer = await tailOf(folders.pathOf(storeId, 'shop.log'))
  const printed = await tailOf(folders.pathOf(storeId, 'output.log'))
  const all = [older, newer, printed].join('').split('\n')
  const kept = all.filter((line) => line !== '').slice(-lines)
  return kept.length === 0 ? '' : `${kept.join('\n')}\n`
}

/** What it printed last, for whoever asks why it ended. */
export function lastWords(folders: ShopFolders, storeId: string): Promise<string> {
  return tailOf(folders.pathOf(storeId, 'output.log'), 4_096)
}

async function tailOf(path: string, bytes = mostBytes): Promise<string> {
  const file = await open(path).catch(() => undefined)
  if (!file) return ''
  try {
    const { size } = await file.stat()
    const from = Math.max(0, size - bytes)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
    const text = buffer.toString('utf8', 0, bytesRead)
    // The first line was cut unless the file begins with it.
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1)
  } finally {
    await file.close()
  }
}
