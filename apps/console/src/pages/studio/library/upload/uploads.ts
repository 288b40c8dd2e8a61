import type { Upload as Sending } from 'tus-js-client'
import { awaitChecked } from './await-checked.ts'
import { hasEnded, nextUp, onItsWay, wouldInterrupt, type UploadItem } from './upload-item.ts'
import { readRefusal, refuseBefore } from './upload-words.ts'

const endpoint = '/api/v1/studio/uploads'
/** A lost connection costs no more than one of these. */
const pieceBytes = 16 * 1024 * 1024
const retryMs = [0, 1_000, 3_000, 6_000, 12_000]

interface Work {
  readonly file: File
  sending?: Sending
  checking?: AbortController
}

/**
 * The files on their way, whichever page is shown: leaving the library does not end them. What a
 * reload of the page interrupts is kept by its fingerprint, and goes on when the same file is
 * chosen again.
 */
export class Uploads {
  #items: readonly UploadItem[] = []
  readonly #work = new Map<string, Work>()
  readonly #followers = new Set<() => void>()
  readonly #owner: string
  #count = 0
  #isHeld = false

  /** `owner` keeps what one person began apart from another at the same browser. */
  constructor(owner: string) {
    this.#owner = owner
    addEventListener('online', () => this.#goOn())
    // The browser asks whether to leave.
    addEventListener('beforeunload', (event) => {
      if (wouldInterrupt(this.#items)) event.preventDefault()
    })
  }

  readonly read = (): readonly UploadItem[] => this.#items

  readonly follow = (listener: () => void): (() => void) => {
    this.#followers.add(listener)
    return () => void this.#followers.delete(listener)
  }

  /**
   * Takes files that somebody has chosen; what can not be taken says why at once. One that is on its
   * way already goes on.
   */
  add(files: readonly File[], roomBytes: number | undefined): void {
    let room = roomBytes
    for (const file of files) {
      const underWay = onItsWay(this.#items, this.#fingerprint(file))
      if (underWay !== undefined) {
        if (underWay.state === 'paused' || underWay.state === 'lost') this.resume(underWay.key)
        continue
      }
      const text = refuseBefore(file, room)
      const key = this.#keyOf(file)
      const item = { key, name: file.name, bytes: file.size, sentBytes: 0 }
      if (text === undefined) {
        if (room !== undefined) room -= file.size
        this.#work.set(key, { file })
        this.#put({ ...item, state: 'waiting' })
      } else {
        this.#put({ ...item, state: 'refused', refusal: { text } })
      }
    }
    this.#startNext()
  }

  pause(key: string): void {
    void this.#work.get(key)?.sending?.abort()
    this.#change(key, { state: 'paused' })
    this.#startNext()
  }

  resume(key: string): void {
    this.#change(key, { state: 'waiting' })
    this.#startNext()
  }

  /** Takes it back, there as well as here. */
  async cancel(key: string): Promise<void> {
    const work = this.#work.get(key)
    const left = this.#items.find((item) => item.key === key)
    this.#drop(key)
    work?.checking?.abort()
    this.#startNext()
    if (work?.sending) await work.sending.abort(true).catch(ignore)
    else if (left?.state === 'left') await this.#forget(key)
  }

  /** Takes what has come to its end out of the list. */
  clear(): void {
    this.#set(this.#items.filter((item) => !hasEnded(item)))
  }

  /** Finds what was begun before the page was loaded anew. */
  async findLeft(): Promise<void> {
    const { defaultOptions } = await import('tus-js-client')
    const kept = await defaultOptions.urlStorage.findAllUploads()
    for (const { urlStorageKey, metadata, size } of kept) {
      const fingerprint = urlStorageKey.split('::')[1] ?? ''
      const isShown = this.#items.some(({ key }) => key === fingerprint)
      if (!fingerprint.startsWith(this.#prefix) || isShown) continue
      const name = metadata['filename'] ?? 'A file'
      this.#put({ key: fingerprint, name, bytes: size ?? 0, sentBytes: 0, state: 'left' })
    }
  }

  get #prefix(): string {
    return `holdfast ${this.#owner} `
  }

  /** The same file is the same upload. */
  #fingerprint({ name, type, size, lastModified }: File): string {
    return this.#prefix + [name, type, size, lastModified].join(' ').replaceAll('::', ':')
  }

  /** A file that was chosen again has a place of its own once the first has come to its end. */
  #keyOf(file: File): string {
    const fingerprint = this.#fingerprint(file)
    const known = this.#items.find(({ key }) => key === fingerprint)
    if (known === undefined || known.state === 'left') return fingerprint
    this.#count += 1
    return `${fingerprint} ${this.#count}`
  }

  #startNext(): void {
    if (this.#isHeld) return
    for (const { key } of nextUp(this.#items)) {
      this.#change(key, { state: 'sending' })
      void this.#send(key)
    }
  }

  async #send(key: string): Promise<void> {
    const work = this.#work.get(key)
    if (work === undefined) return
    const sending = work.sending ?? (await this.#begin(key, work.file))
    // Paused or cancelled while it was being prepared.
    if (this.#items.find((item) => item.key === key)?.state !== 'sending') return
    work.sending = sending
    sending.start()
  }

  async #begin(key: string, file: File): Promise<Sending> {
    const { Upload } = await import('tus-js-client')
    const sending = new Upload(file, {
      endpoint,
      chunkSize: pieceBytes,
      retryDelays: retryMs,
      removeFingerprintOnSuccess: true,
      fingerprint: async () => this.#fingerprint(file),
      metadata: { filename: file.name, filetype: file.type },
      onProgress: (sentBytes) => this.#change(key, { sentBytes }),
      onSuccess: () => void this.#check(key, sending.url),
      onError: (error) => this.#fail(key, error),
    })
    const [before] = await sending.findPreviousUploads()
    if (before) sending.resumeFromPreviousUpload(before)
    return sending
  }

  /** Every byte is there: what has it become? */
  async #check(key: string, url: string | null): Promise<void> {
    const work = this.#work.get(key)
    if (work === undefined) return
    const checking = new AbortController()
    work.checking = checking
    this.#change(key, { state: 'checking', sentBytes: work.file.size })
    const outcome = await awaitChecked(url, checking.signal)
    if (checking.signal.aborted) return
    this.#change(key, outcome)
    this.#work.delete(key)
    this.#startNext()
  }

  #fail(key: string, error: Error): void {
    const response = 'originalResponse' in error ? error.originalResponse : undefined
    if (isAnswer(response) && response.getStatus() === 429) {
      this.#change(key, { state: 'waiting' })
      this.#hold(Number(response.getHeader('retry-after')) || 10)
    } else if (isAnswer(response)) {
      const refusal = readRefusal(response.getStatus(), response.getBody())
      this.#change(key, { state: 'refused', refusal })
      this.#work.delete(key)
    } else {
      this.#change(key, { state: 'lost' })
      if (navigator.onLine) setTimeout(() => this.#goOn(), retryMs.at(-1))
    }
    this.#startNext()
  }

  /** So many may begin in a minute; the others wait for the next one. */
  #hold(seconds: number): void {
    if (this.#isHeld) return
    this.#isHeld = true
    setTimeout(() => {
      this.#isHeld = false
      this.#startNext()
    }, seconds * 1_000)
  }

  #goOn(): void {
    for (const { key, state } of this.#items) if (state === 'lost') this.resume(key)
  }

  async #forget(fingerprint: string): Promise<void> {
    const { defaultOptions, Upload } = await import('tus-js-client')
    const { urlStorage } = defaultOptions
    for (const kept of await urlStorage.findUploadsByFingerprint(fingerprint)) {
      if (kept.uploadUrl !== null) await Upload.terminate(kept.uploadUrl).catch(ignore)
      await urlStorage.removeUpload(kept.urlStorageKey)
    }
  }

  #put(item: UploadItem): void {
    this.#set([...this.#items.filter(({ key }) => key !== item.key), item])
  }

  #drop(key: string): void {
    this.#work.delete(key)
    this.#set(this.#items.filter((item) => item.key !== key))
  }

  #change(key: string, changes: Partial<UploadItem>): void {
    this.#set(this.#items.map((item) => (item.key === key ? { ...item, ...changes } : item)))
  }

  #set(items: readonly UploadItem[]): void {
    this.#items = items
    for (const tell of this.#followers) tell()
  }
}

interface Answer {
  getStatus(): number
  getBody(): string
  getHeader(name: string): string | undefined
}

function isAnswer(response: unknown): response is Answer {
  return typeof response === 'object' && response !== null && 'getStatus' in response
}

// It is gone here; there it ends by itself, since nobody continues it.
function ignore(): void {}
