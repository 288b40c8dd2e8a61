import type { Readable } from 'node:stream'
import type { Clock } from '../clock/clock.ts'
import type { Signer } from '../crypto/crypto.ts'
import { assertShowable, dispositionOf, type Disposition } from './disposition.ts'
import { assertKey, newKey } from './key.ts'
import { openPlace } from './open-place.ts'
import type { FilePlace, Range } from './place.ts'
import { spool, sweepSpool } from './spool.ts'

export type { FilePlace, Range } from './place.ts'
export interface FilesOptions {
  readonly place: FilePlace
  /** Where a file grows until it is whole. For a folder: on the same disk. */
  readonly spoolFolder: string
  readonly clock: Clock
  readonly signer: Signer
  /** Where `serveFileLinks` answers, without a slash at the end: `https://example.com/files`. */
  readonly linkUrl: string
}

export interface StoredFile {
  readonly key: string
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
}

export interface FileLink {
  readonly expiresAt: Date
  /** What the person's machine will call it. Any text: it never becomes part of a path here. */
  readonly fileName: string
  readonly contentType: string
  /** To be saved unless told; `inline` for pictures, videos and sounds alone. */
  readonly disposition?: Disposition
}

/** What is known of a stored file. */
export interface FileFacts {
  readonly bytes: number
  /** Another one as soon as its bytes are others. */
  readonly etag: string
}

/** Files by random keys. A file is whole or not there. */
export interface Files {
  /** A key for a file that is still to come: note it first, and no file is ever forgotten. */
  newKey(): string
  /**
   * Stores what comes, as it comes. Throws `request.tooLarge` at the first byte past `maxBytes`.
   * The caller keeps the key: nothing here lists files. What is put again under one `key` takes the
   * place of what was there, as a whole.
   */
  put(
    content: Readable | Uint8Array,
    options: {
      readonly maxBytes: number
      readonly contentType: string
      readonly signal?: AbortSignal
      /** Of `newKey`; a new one unless told. */
      readonly key?: string
    },
  ): Promise<StoredFile>
  /** Its bytes, or some of them. Rejects when it is gone. */
  read(key: string, range?: Range): Promise<Readable>
  /** How many bytes it has; undefined when it is gone. */
  sizeOf(key: string): Promise<number | undefined>
  /** The same, with the tag of its bytes. */
  factsOf(key: string): Promise<FileFacts | undefined>
  /**
   * An address that gives this one file to whoever holds it, until it expires. What is shown
   * inline is always given by `serveFileLinks`, which keeps it from running; a bucket could not.
   */
  linkTo(key: string, link: FileLink): Promise<string>
  /** Removing what is gone already is no error. */
  remove(key: string): Promise<void>
  /** Deletes the beginnings of files whose process died more than a day ago. */
  sweep(): Promise<void>
}

export function createFiles(options: FilesOptions): Files {
  const { place, spoolFolder, clock, signer, linkUrl } = options
  const opened = openPlace(place)

  function ownLink(key: string, { expiresAt, ...link }: FileLink): string {
    return `${linkUrl}/${signer.sign({ key, ...link }, expiresAt)}`
  }

  async function linkOfBucket(key: string, link: FileLink): Promise<string> {
    const { disk } = await opened()
    const expiresIn = Math.max(1, (link.expiresAt.getTime() - clock.now().getTime()) / 1000)
    return disk.getSignedUrl(key, {
      expiresIn: Math.floor(expiresIn),
      contentType: link.contentType,
      contentDisposition: dispositionOf('attachment', link.fileName),
    })
  }

  async function factsOf(key: string): Promise<FileFacts | undefined> {
    assertKey(key)
    const { disk } = await opened()
    if (!(await disk.exists(key))) return undefined
    const { contentLength, etag } = await disk.getMetaData(key)
    // A file is moved to its place as a whole, so what changes its weak tag changes all of it.
    return { bytes: contentLength, etag: etag.replace(/^W\//, '') }
  }

  return {
    newKey,
    async put(content, { maxBytes, contentType, signal, key = newKey() }) {
      assertKey(key)
      const { path, bytes, sha256 } = await spool(content, {
        folder: spoolFolder,
        maxBytes,
        signal,
      })
      const { disk } = await opened()
      await disk.moveFromFs(path, key, { contentType, contentLength: bytes })
      return { key, bytes, sha256 }
    },
    async read(key, range) {
      assertKey(key)
      const { disk, readPart } = await opened()
      return range ? readPart(key, range) : disk.getStream(key)
    },
    factsOf,
    sizeOf: async (key) => (await factsOf(key))?.bytes,
    async linkTo(key, link) {
      assertKey(key)
      const isInline = link.disposition === 'inline'
      if (isInline) assertShowable(link.contentType)
      return place.kind === 's3' && !isInline ? linkOfBucket(key, link) : ownLink(key, link)
    },
    async remove(key) {
      assertKey(key)
      const { disk } = await opened()
      await disk.delete(key)
    },
    sweep: () => sweepSpool(spoolFolder, clock.now()),
  }
}
