import { z } from 'zod'
import { MediaRefused } from './media-errors.ts'
import { mediaLimits, readableCodecs } from './media-limits.ts'
import type { AudioFacts, MediaFacts, VideoFacts } from './media-tools.ts'

const stream = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.int().min(0).optional(),
  height: z.int().min(0).optional(),
  sample_aspect_ratio: z.string().optional(),
  pix_fmt: z.string().optional(),
  color_transfer: z.string().optional(),
  color_primaries: z.string().optional(),
  color_space: z.string().optional(),
  start_time: z.coerce.number().optional().catch(undefined),
  duration: z.coerce.number().optional().catch(undefined),
  avg_frame_rate: z.string().optional(),
  r_frame_rate: z.string().optional(),
  sample_rate: z.coerce.number().optional(),
  channels: z.int().optional(),
  disposition: z.object({ attached_pic: z.int().optional() }).optional(),
  tags: z.object({ rotate: z.coerce.number().optional() }).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
})

const report = z.object({
  format: z.object({
    format_name: z.string(),
    start_time: z.coerce.number().optional().catch(undefined),
    duration: z.coerce.number().optional(),
    size: z.coerce.number(),
  }),
  streams: z.array(stream),
})

type Stream = z.infer<typeof stream>
type Format = z.infer<typeof report>['format']

/** What ffprobe is asked for: no more, as the rest of a report may be as large as the file. */
export const askedOfProbe = [
  'format=format_name,start_time,duration,size',
  'stream=codec_type,codec_name,start_time,duration,width,height,sample_aspect_ratio,pix_fmt',
  'stream=color_transfer,color_primaries,color_space,avg_frame_rate,r_frame_rate,sample_rate,channels',
  'stream_disposition=attached_pic',
  'stream_tags=rotate',
  'stream_side_data=rotation',
].join(':')

/**
 * What ffprobe's report in JSON says of a file. Throws `MediaRefused` for what is no media, whose
 * length is unknown, or that is more than `mediaLimits` in any way.
 */
export function readMediaFacts(json: string): MediaFacts {
  const { format, streams } = parseReport(json)
  refuseUnless(streams.length > 0, 'It has neither pictures nor sound')
  refuseUnless(
    streams.length <= mediaLimits.streams,
    `It has more than ${mediaLimits.streams} streams`,
  )
  const pictures = streams.filter((each) => each.codec_type === 'video')
  for (const each of pictures) checkEdges(each)
  const video = pictures.find((each) => each.disposition?.attached_pic !== 1)
  const audio = streams.find((each) => each.codec_type === 'audio')
  refuseUnless(video ?? audio, 'It has neither pictures nor sound')
  return {
    format: format.format_name,
    durationMs: checkDuration(shownSeconds(format, video)),
    bytes: format.size,
    video: video && videoFacts(video),
    audio: audio && audioFacts(audio),
    streamCount: streams.length,
  }
}

function parseReport(json: string): z.infer<typeof report> {
  try {
    return report.parse(JSON.parse(json))
  } catch (cause) {
    throw new MediaRefused('It can not be read as media', { cause })
  }
}

/** Of a video, until its last picture: sounds may go on for longer, and clocks start anywhere. */
function shownSeconds({ start_time: begin = 0, duration }: Format, video?: Stream) {
  const { start_time: from = begin, duration: shown = 0 } = video ?? {}
  const until = from - begin + shown
  return duration !== undefined && shown > 0 && until > 0 ? Math.min(duration, until) : duration
}

function checkDuration(seconds: number | undefined): number {
  const durationMs = Math.round((seconds ?? 0) * 1000)
  refuseUnless(durationMs > 0, 'It does not say how long it is')
  const minutes = mediaLimits.durationMs / 60_000
  refuseUnless(durationMs <= mediaLimits.durationMs, `It is longer than ${minutes} minutes`)
  return durationMs
}

/** Also of attached pictures: they are decoded as others are. */
function checkEdges({ width = 0, height = 0 }: Stream): void {
  const { edgePixels } = mediaLimits
  refuseUnless(
    Math.max(width, height) <= edgePixels,
    `Its pictures are larger than ${edgePixels} pixels`,
  )
}

function videoFacts(each: Stream): VideoFacts {
  const { width = 0, height = 0, codec_name: codec = 'unknown' } = each
  refuseUnless(readableCodecs.video.includes(codec), 'Its codec is not taken')
  refuseUnless(width > 0 && height > 0, 'Its pictures have no size')
  const framesPerSecond = frameRate(each)
  refuseUnless(framesPerSecond > 0, 'It does not say how many frames a second has')
  const isTooFast =
    framesPerSecond > mediaLimits.framesPerSecond ||
    framesPerSecond * width * height > mediaLimits.pixelsPerSecond
  refuseUnless(!isTooFast, 'It has more frames in a second than are taken')
  const wide = Math.max(1, Math.round(width * pixelShape(each)))
  const shown = isTurned(each) ? { width: height, height: wide } : { width: wide, height }
  const pixelFormat = each.pix_fmt ?? 'unknown'
  return { codec, ...shown, framesPerSecond, pixelFormat, isHighRange: isHighRange(each) }
}

/** Whether its colours have a high range, and it says all that is needed to map them. */
function isHighRange(each: Stream): boolean {
  const { color_transfer = '', color_primaries = '', color_space = '' } = each
  const isMapped = wide.primaries.has(color_primaries) && wide.spaces.has(color_space)
  return isMapped && wide.transfers.has(color_transfer)
}

/** HLG and PQ, with colours that can be told apart from a file that only claims some. */
const wide: Readonly<Record<'transfers' | 'primaries' | 'spaces', ReadonlySet<string>>> = {
  transfers: new Set(['arib-std-b67', 'smpte2084']),
  primaries: new Set(['bt2020', 'smpte431', 'smpte432', 'bt709']),
  spaces: new Set(['bt2020nc', 'bt709']),
}

/** How much wider than high a pixel is; what no camera writes is taken for a square. */
function pixelShape({ sample_aspect_ratio: shape = '1:1' }: Stream): number {
  const ratio = fraction(shape.replace(':', '/'))
  return ratio >= 0.25 && ratio <= 4 ? ratio : 1
}

function audioFacts(each: Stream): AudioFacts {
  const { codec_name: codec = 'unknown', sample_rate: sampleRate = 0, channels = 0 } = each
  refuseUnless(readableCodecs.audio.includes(codec), 'Its codec is not taken')
  refuseUnless(
    sampleRate > 0 && sampleRate <= mediaLimits.sampleRate,
    `It has more than ${mediaLimits.sampleRate} samples a second, or none`,
  )
  refuseUnless(
    channels > 0 && channels <= mediaLimits.channels,
    `It has more than ${mediaLimits.channels} channels, or none`,
  )
  return { codec, sampleRate, channels }
}

/** The average; where that is unknown, the lowest that can name every frame's time. */
function frameRate(each: Stream): number {
  const [average = 0, base = 0] = [each.avg_frame_rate, each.r_frame_rate].map(fraction)
  return average > 0 ? average : base
}

function fraction(text = '0/0'): number {
  const [over = 0, under = 1] = text.split('/').map(Number)
  const value = over / under
  return Number.isFinite(value) ? value : 0
}

function isTurned(each: Stream): boolean {
  const marked = each.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation
  return Math.abs(Math.round((marked ?? each.tags?.rotate ?? 0) / 90)) % 2 === 1
}

function refuseUnless(isFine: unknown, reason: string): asserts isFine {
  if (!isFine) throw new MediaRefused(reason)
}
