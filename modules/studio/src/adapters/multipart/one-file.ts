import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import { requestProblems, tooLargeProblem, type Problem } from '@holdfast/kernel/problems'
import { writeTo, type WrittenFile } from '../bytes/joined.ts'

export interface FormFile extends WrittenFile {
  readonly fileName: string
  readonly declaredType: string | undefined
}

export interface FormBody {
  readonly stream: Readable
  readonly contentType: string | undefined
  readonly signal: AbortSignal
}

const mostFields = 10

/**
 * Writes the one file of a form to `path` while it comes. Throws `request.tooLarge` at its first
 * byte past `maxBytes`, `request.malformed` for what is no form or breaks off, and
 * `request.invalid` when it has no file or several.
 */
export async function receiveOneFile(
  { stream, contentType, signal }: FormBody,
  { path, maxBytes }: { readonly path: string; readonly maxBytes: number },
): Promise<FormFile> {
  const form = openForm(contentType, maxBytes)
  let file: Promise<FormFile> | undefined
  let refused: Problem | undefined
  const refuse = (problem: Problem) => {
    refused ??= problem
    form.destroy(problem)
  }
  // As the parser gives them.
  // oxlint-disable-next-line eslint/max-params
  form.on('file', (_field, content, fileName, _encoding, declaredType) => {
    content.on('limit', () => refuse(tooLargeProblem(maxBytes)))
    file = writeTo(path, content, signal).then((written) => ({
      ...written,
      fileName,
      declaredType,
    }))
    // Waited for below; the form itself may fail first.
    file.catch(() => undefined)
  })
  form.on('filesLimit', () => refuse(oneFile()))
  form.on('partsLimit', () => refuse(oneFile()))
  try {
    await pipeline(stream, form, { signal })
    if (!file) throw oneFile()
    return await file
  } catch (error) {
    await file?.catch(() => undefined)
    throw refused ?? asProblem(error)
  }
}

function openForm(contentType: string | undefined, maxBytes: number) {
  if (!contentType?.toLowerCase().startsWith('multipart/form-data')) {
    const say = 'Please send a form (multipart/form-data) with one file.'
    throw requestProblems.unsupportedMediaType({}, { say })
  }
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      preservePath: true,
      limits: {
        fileSize: maxBytes,
        files: 1,
        fields: mostFields,
        parts: mostFields + 1,
        fieldSize: 10_000,
        headerPairs: 50,
        headerSize: 16_384,
      },
    })
  } catch (cause) {
    throw requestProblems.malformed({}, { cause })
  }
}

function oneFile(): Problem {
  const text = 'Please send exactly one file.'
  return requestProblems.invalid({}, { errors: [{ path: 'file', code: 'oneFile', text }] })
}

/** Whatever the parser says is about the form; what the stream or the disk says is its own. */
function asProblem(error: unknown): unknown {
  const isOfParser =
    error instanceof Error && !('status' in error) && !('syscall' in error) && !isAbort(error)
  return isOfParser ? requestProblems.malformed({}, { cause: error }) : error
}

function isAbort(error: Error): boolean {
  return error.name === 'AbortError'
}
