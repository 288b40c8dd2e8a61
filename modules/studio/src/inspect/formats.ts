import type { AssetKind } from '../contract.ts'
import type { Demuxer } from '../media/media-tools.ts'
import { problems } from '../problems.ts'
import { extensionOf } from '../upload/file-name.ts'

/** A kind of file that is taken. */
export interface Format {
  readonly name: FormatName
  readonly kind: AssetKind
  /** What names may end in. The first is what a file is saved under. */
  readonly extensions: readonly string[]
  /** What senders may call it. The first is what it is served as. */
  readonly types: readonly string[]
  /** Of media: how it is opened, whatever it looks like. */
  readonly demuxer: Demuxer | undefined
}

export type FormatName = 'png' | 'jpeg' | 'webp' | 'mp4' | 'webm' | 'mov' | 'mp3' | 'wav' | 'm4a'

/** Everything that is taken; whatever is not in here is refused unread. */
export const formats: readonly Format[] = [
  picture('png', ['png'], ['image/png']),
  picture('jpeg', ['jpg', 'jpeg'], ['image/jpeg', 'image/jpg']),
  picture('webp', ['webp'], ['image/webp']),
  media('mp4', 'video', { extensions: ['mp4'], types: ['video/mp4'], demuxer: 'mov' }),
  media('webm', 'video', { extensions: ['webm'], types: ['video/webm'], demuxer: 'matroska' }),
  media('mov', 'video', { extensions: ['mov'], types: ['video/quicktime'], demuxer: 'mov' }),
  media('mp3', 'audio', {
    extensions: ['mp3'],
    types: ['audio/mpeg', 'audio/mp3'],
    demuxer: 'mp3',
  }),
  media('wav', 'audio', {
    extensions: ['wav'],
    types: ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'],
    demuxer: 'wav',
  }),
  media('m4a', 'audio', {
    extensions: ['m4a'],
    types: ['audio/mp4', 'audio/x-m4a', 'audio/m4a'],
    demuxer: 'mov',
  }),
]

export interface FileWords {
  readonly fileName: string
  readonly declaredType: string | undefined
}

/**
 * The format that a file's name and its sender agree on, before a byte of it is read. Throws
 * `studio.notTaken` for another one and `studio.notWhatItSays` when they contradict each other.
 */
export function agreedFormat({ fileName, declaredType }: FileWords): Format {
  const extension = extensionOf(fileName)
  const format = formats.find(({ extensions }) => extensions.includes(extension))
  if (!format) throw problems.notTaken({ extension })
  const type = plainType(declaredType)
  if (type !== undefined && !format.types.includes(type)) {
    throw problems.notWhatItSays({ extension, type })
  }
  return format
}

/** What it will be called when it is saved. */
export function downloadNameOf(asset: {
  readonly name: string
  readonly content_type: string
}): string {
  const format = formats.find(({ types }) => types.includes(asset.content_type))
  const extension = format?.extensions[0]
  if (extension === undefined || extensionOf(asset.name) === extension) return asset.name
  return `${asset.name}.${extension}`
}

/** Without its parameters; undefined where the sender does not know. */
function plainType(declared: string | undefined): string | undefined {
  const type = declared?.split(';', 1)[0]?.trim().toLowerCase()
  return type === '' || type === 'application/octet-stream' ? undefined : type
}

function picture(
  name: FormatName,
  extensions: readonly string[],
  types: readonly string[],
): Format {
  return { name, kind: 'image', extensions, types, demuxer: undefined }
}

function media(
  name: FormatName,
  kind: AssetKind,
  rest: Pick<Format, 'extensions' | 'types' | 'demuxer'>,
): Format {
  return { name, kind, ...rest }
}
