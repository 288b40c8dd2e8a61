import { beginningOf } from '../adapters/bytes/joined.ts'
import { makePreview, redrawPicture, type PictureFormat } from '../adapters/sharp/picture.ts'
import { colourFilters } from '../media/colour-filters.ts'
import { MediaRefused } from '../media/media-errors.ts'
import type { Demuxer, MediaFacts, MediaTools } from '../media/media-tools.ts'
import { problems } from '../problems.ts'
import { beginningBytes, checkBeginning } from './detect-format.ts'
import { agreedFormat, type FileWords, type Format } from './formats.ts'

/** A file that is taken, as it is kept: pictures drawn anew, media as they came. */
export interface Inspected {
  readonly format: Format
  readonly path: string
  /** Whether `path` is what came, byte by byte. */
  readonly isAsItCame: boolean
  readonly previewPath: string | undefined
  readonly width?: number
  readonly height?: number
  readonly durationMs?: number
  readonly hasAudio: boolean
  readonly isHighRange: boolean
}

export interface Inspection extends FileWords {
  readonly path: string
  /** Where what is made of it may lie. */
  readonly folder: string
  readonly signal: AbortSignal
}

/**
 * Looks at a file: name, sender and content must agree on a format that is taken, and it must be
 * readable within limits. Throws `studio.notTaken`, `notWhatItSays`, `unreadable` or `tooComplex`;
 * anything else is trouble of ours. May be done again.
 */
export async function inspectFile(inspection: Inspection, media: MediaTools): Promise<Inspected> {
  const format = agreedFormat(inspection)
  await checkBeginning(await beginningOf(inspection.path, beginningBytes), format)
  if (format.demuxer === undefined) return inspectPicture(inspection, format)
  return inspectMedia({ ...inspection, format, demuxer: format.demuxer }, media)
}

async function inspectPicture(
  { path, folder, signal }: Inspection,
  format: Format,
): Promise<Inspected> {
  const to = `${folder}/picture`
  const previewPath = `${folder}/preview`
  const paths = { from: path, to, preview: previewPath }
  const size = await redrawPicture(paths, { format: pictureFormat(format), signal })
  return { format, path: to, isAsItCame: false, previewPath, ...size, ...ofNoVideo }
}

const ofNoVideo = { hasAudio: false, isHighRange: false } as const

function pictureFormat({ name }: Format): PictureFormat {
  if (name === 'png' || name === 'jpeg' || name === 'webp') return name
  throw new TypeError(`${name} is no format of pictures`)
}

interface MediaInspection extends Inspection {
  readonly format: Format
  readonly demuxer: Demuxer
}

async function inspectMedia(inspection: MediaInspection, media: MediaTools): Promise<Inspected> {
  const { path, demuxer, signal, format } = inspection
  try {
    const facts = await media.probe(path, { demuxer, signal })
    checkKind(facts, format)
    const previewPath = facts.video && (await posterOf(inspection, { facts, media }))
    return {
      format,
      path,
      isAsItCame: true,
      previewPath,
      ...(facts.video ? { width: facts.video.width, height: facts.video.height } : {}),
      durationMs: facts.durationMs,
      hasAudio: facts.audio !== undefined,
      isHighRange: facts.video?.isHighRange ?? false,
    }
  } catch (error) {
    if (!(error instanceof MediaRefused)) throw error
    throw problems.unreadable({}, { cause: error })
  }
}

function checkKind({ video, audio, durationMs, bytes }: MediaFacts, { kind, name }: Format): void {
  if ((video ? 'video' : 'audio') !== kind) throw problems.notWhatItSays({ kind })
  if (kind === 'audio' && !audio) throw problems.unreadable()
  // At least a byte for each sample: what says that it is longer lies about its length.
  const longestMs = audio && (bytes / (audio.sampleRate * audio.channels)) * 1000
  if (name === 'wav' && durationMs > (longestMs ?? 0) + 1) throw problems.unreadable()
}

const posterDeadlineMs = 60_000
const posterBytes = 20_000_000

/** One frame, a little behind the beginning, which is often black. */
async function posterOf(
  { path, demuxer, folder, signal }: MediaInspection,
  { facts, media }: { readonly facts: MediaFacts; readonly media: MediaTools },
): Promise<string> {
  const frame = `${folder}/frame.png`
  const seconds = Math.min(1, facts.durationMs / 3000).toFixed(3)
  const isHighRange = media.canMapTones && facts.video?.isHighRange === true
  const filters = [...smaller, ...colourFilters({ isHighRange })].join()
  await media.run({
    inputs: [{ demuxer, path, options: ['-ss', seconds] }],
    outputs: [{ path: frame, options: ['-map', '0:V:0', '-frames:v', '1', '-vf', filters] }],
    folder,
    maxOutputBytes: posterBytes,
    deadlineMs: posterDeadlineMs,
    signal,
  })
  const preview = `${folder}/preview`
  await makePreview(frame, preview).catch((cause: unknown) => {
    throw problems.unreadable({}, { cause })
  })
  return preview
}

// Pixels may be no squares.
const smaller = ["scale='min(4096,iw*sar)':ih", 'setsar=1', "scale='min(960,iw)':-2"]
