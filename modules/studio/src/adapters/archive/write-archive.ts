import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

export interface ArchivedFile {
  /** Safe to be a name in a folder, and no two are the same. */
  readonly name: string
  readonly bytes: number
  readonly changedAt: Date
  open(): Promise<Readable>
}

/**
 * Sends files as one archive, as quickly as they are taken: one is open at a time, none is
 * compressed, as pictures and videos are. The length is known before the first byte. When a file
 * breaks off the answer is cut short, so that nobody takes it for whole.
 */
export async function writeArchive(
  response: ServerResponse,
  files: readonly ArchivedFile[],
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const zip = new ZipFile()
  const output = readableOf(zip)
  let opened: Readable | undefined
  zip.on('error', (error: Error) => output.destroy(error))
  const open = async (file: ArchivedFile, give: Give) => {
    try {
      opened = await file.open()
      opened.on('error', (error) => output.destroy(error))
      if (output.destroyed) opened.destroy()
      else give(null, opened)
    } catch (error) {
      output.destroy(asError(error))
    }
  }
  for (const file of files) {
    const { name, bytes: size, changedAt: mtime } = file
    const options = { compress: false, size, mtime, mode: 0o100644 }
    zip.addReadStreamLazy(name, options, (give) => void open(file, give))
  }
  const sizes: number[] = []
  // The declared callback takes nothing; the size is what it is given.
  zip.end(
    { forceZip64Format: false, comment: '' },
    (...given: number[]) => void sizes.push(...given),
  )
  response.writeHead(200, { ...headers, ...lengthOf(sizes[0]) })
  try {
    await pipeline(output, response)
  } finally {
    opened?.destroy()
  }
}

type Give = (error: null, content: Readable) => void

function lengthOf(bytes: number | undefined): Record<string, string> {
  return bytes === undefined || bytes < 0 ? {} : { 'content-length': String(bytes) }
}

/** It is a PassThrough, which its types do not say. */
function readableOf(zip: ZipFile): Readable {
  return zip.outputStream as Readable
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
