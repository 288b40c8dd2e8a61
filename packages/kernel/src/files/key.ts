import { newId } from '../ids/ids.ts'

const pattern = /^[0-9a-f]{2}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A new name for a file: random, with nothing in it of what anybody called it. */
export function newKey(): string {
  const id = newId()
  // The last digits are random, so the files spread evenly over 256 folders.
  return `${id.slice(-2)}/${id}`
}

/** Throws unless `key` was made by `newKey`: no path of anybody's ever reaches the disk. */
export function assertKey(key: string): void {
  if (!pattern.test(key)) throw new TypeError('Not the key of a stored file')
}
