import { allowedDecoders, mediaLimits } from '../../media/media-limits.ts'
import type { Demuxer, MediaCall, MediaInput, MediaOutput } from '../../media/media-tools.ts'

/** What may be asked of ffmpeg since 2018: newer options are not used. */
export function ffmpegArguments(
  call: MediaCall,
  threads: number,
  pacing: readonly string[] = [],
): readonly string[] {
  const filterThreads = ['-filter_threads', threads, '-filter_complex_threads', threads].map(String)
  return [
    ...words('-hide_banner -nostdin -nostats -v error -y -progress pipe:1'),
    ...pacing,
    ...filterThreads,
    ...call.inputs.flatMap((input) => inputArguments(input, threads)),
    ...(call.filterGraph === undefined ? [] : ['-filter_complex', call.filterGraph]),
    ...call.outputs.flatMap((output) => outputArguments(output, call.maxOutputBytes, threads)),
  ]
}

/**
 * Old programs show a picture as long as it stood in the clip, whatever a filter has made of its
 * time, unless they are told this; newer ones mean to forget the word.
 */
export function pacingOf(year: number): readonly string[] {
  return year < 2022 ? ['-vsync', 'vfr'] : []
}

export function ffprobeArguments(path: string, demuxer: Demuxer, asked: string): readonly string[] {
  const report = ['-show_entries', asked, '-of', 'json=compact=1']
  return ['-hide_banner', '-v', 'error', ...report, ...guarded(demuxer), '-i', fileName(path)]
}

/** What guards stands last, so that no other option of an input undoes it. */
function inputArguments({ demuxer, path, options = [] }: MediaInput, threads: number) {
  return [...options, '-threads', String(threads), ...guarded(demuxer), '-i', fileName(path)]
}

function outputArguments(output: MediaOutput, maxBytes: number, threads: number) {
  const nowhere = ['-f', 'null', '-']
  const file = output.path === null ? nowhere : ['-fs', String(maxBytes), fileName(output.path)]
  // A file that arrives on a name of ours carries nothing that people wrote into theirs.
  const plain = ['-map_metadata', '-1', '-map_chapters', '-1']
  return [...plain, '-threads', String(threads), ...output.options, ...file]
}

/**
 * One demuxer, and what it opens itself is held to the same: only files, read by what a project
 * needs, decoded by what people's devices write. Size is checked again with every picture, as a file
 * may grow larger than its head says.
 */
function guarded(demuxer: Demuxer): readonly string[] {
  const read = ['-f', demuxer, ...(ofDemuxer[demuxer] ?? [])]
  const reached = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', formatsOf(demuxer)]
  const decoded = ['-codec_whitelist', allowedDecoders.join(), '-max_pixels', mostPixels]
  return [...read, ...reached, ...decoded]
}

const mostPixels = String(mediaLimits.edgePixels ** 2)

function formatsOf(demuxer: Demuxer): string {
  return demuxer === 'concat' ? 'concat,mov,matroska,mp3,wav' : demuxer
}

const ofDemuxer: Partial<Record<Demuxer, readonly string[]>> = {
  // Plain names in its own folder alone.
  concat: ['-safe', '1'],
  // A name is a name, not a pattern of many.
  image2: ['-pattern_type', 'none'],
}

/** However a name looks, it is a file's: `-y` is no option, and `http://…` no address. */
function fileName(path: string): string {
  return `file:${path}`
}

function words(text: string): readonly string[] {
  return text.split(' ')
}
