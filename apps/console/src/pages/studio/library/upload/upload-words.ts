import { bytesWords } from '../../parts/amounts.ts'
import { totalPercent, type Refusal, type UploadItem, type UploadState } from './upload-item.ts'

/** What the studio takes, by the end of the name. */
const endings = ['png', 'jpg', 'jpeg', 'webp', 'mp4', 'webm', 'mov', 'mp3', 'wav', 'm4a']

/** For the window where files are chosen. */
export const acceptedFiles = endings.map((ending) => `.${ending}`).join(',')

export const takenWords =
  'Pictures (PNG, JPEG, WebP), videos (MP4, WebM, MOV) and songs (MP3, WAV, M4A).'

interface Chosen {
  readonly name: string
  readonly size: number
}

/** Why a file is not even sent; undefined for one that the service may take. */
export function refuseBefore(
  { name, size }: Chosen,
  roomBytes = Number.POSITIVE_INFINITY,
): string | undefined {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  if (!endings.includes(ending)) return `Files of this kind are not taken. ${takenWords}`
  if (size === 0) return 'This file is empty.'
  if (size > roomBytes) {
    return `This file has ${bytesWords(size)}, and ${bytesWords(Math.max(0, roomBytes))} of your room are left. Delete something first.`
  }
  return undefined
}

const ownWords: Readonly<Record<string, string>> = {
  'studio.notTaken': `What is in this file is of no kind that is taken, whatever it is called. ${takenWords}`,
  'studio.notWhatItSays':
    'Its content is of another kind than its name says. Save it anew in the program that made it.',
  'studio.unreadable':
    'This file is damaged, or nothing here can read it. Save it anew and try again.',
  'studio.tooComplex':
    'It is larger or longer than can be worked with. Make it smaller or shorter.',
  'studio.quotaExceeded':
    'Your room is full. Delete files that you no longer need, then try again.',
  'studio.tooManyUploads': 'Too many uploads are open. Finish or cancel one of them first.',
}

/** What the service said about a file, as a person would. */
export function refusalOf(code: string, message: string): string {
  return ownWords[code] ?? message
}

/** The answer of the service to a piece of a file, where it is a refusal. */
export function readRefusal(status: number, body: string): Refusal {
  const { code, detail, correlationId } = documentIn(body)
  if (status === 401) return { text: 'You are not signed in any more. Sign in and try again.' }
  const usual =
    status === 413
      ? 'This file is larger than one may be.'
      : `It could not be taken (${status}). Try again in a moment.`
  return {
    text: refusalOf(code ?? '', detail ?? usual),
    ...(code === undefined ? {} : { code }),
    ...(correlationId === undefined ? {} : { correlationId }),
  }
}

interface Document {
  readonly code?: string
  readonly detail?: string
  readonly correlationId?: string
}

function documentIn(body: string): Document {
  try {
    const read: unknown = JSON.parse(body)
    if (typeof read !== 'object' || read === null) return {}
    const texts = ['code', 'detail', 'correlationId'].map((name) => [name, Reflect.get(read, name)])
    return Object.fromEntries(texts.filter(([, text]) => typeof text === 'string'))
  } catch {
    return {}
  }
}

const states: Readonly<Record<UploadState, string>> = {
  waiting: 'Waits its turn',
  sending: 'Being sent',
  paused: 'Paused',
  lost: 'The connection is lost; it goes on by itself',
  checking: 'Being checked',
  done: 'In the library',
  refused: 'Not taken',
  left: 'Not finished. Choose the same file again, and it goes on where it stopped.',
}

/** `4.2 MB of 12 MB`, `Being checked`. */
export function uploadWords({ state, sentBytes, bytes }: UploadItem): string {
  if (state !== 'sending' && state !== 'paused') return states[state]
  const amount = `${bytesWords(sentBytes)} of ${bytesWords(bytes)}`
  return state === 'paused' ? `Paused at ${amount}` : amount
}

/** For the ear: what is done and refused, and how far the rest is in quarters. */
export function spokenUploads(items: readonly UploadItem[]): string {
  const of = (state: UploadState) => items.filter((item) => item.state === state).length
  const open = items.length - of('done') - of('refused') - of('left')
  const quarter = Math.floor(totalPercent(items) / 25) * 25
  return [
    ...(open > 0 ? [`${counted(open)} on the way, ${quarter} percent.`] : []),
    ...(of('done') > 0 ? [`${counted(of('done'))} in the library.`] : []),
    ...(of('refused') > 0 ? [`${counted(of('refused'))} not taken.`] : []),
  ].join(' ')
}

function counted(files: number): string {
  return files === 1 ? '1 file' : `${files} files`
}
