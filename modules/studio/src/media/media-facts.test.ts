import { expect, test } from 'vitest'
import { MediaRefused } from './media-errors.ts'
import { readMediaFacts } from './media-facts.ts'
import { mediaLimits } from './media-limits.ts'

const picture = {
  codec_type: 'video',
  codec_name: 'h264',
  width: 1920,
  height: 1080,
  pix_fmt: 'yuv420p',
  avg_frame_rate: '30000/1001',
}
const sound = { codec_type: 'audio', codec_name: 'aac', sample_rate: '48000', channels: 2 }
const cover = { ...picture, codec_name: 'mjpeg', disposition: { attached_pic: 1 } }

test('a clip is told as ffprobe saw it', () => {
  expect(factsOf({ streams: [picture, sound] })).toEqual({
    format: 'mov,mp4',
    durationMs: 2041,
    bytes: 4096,
    video: {
      codec: 'h264',
      width: 1920,
      height: 1080,
      framesPerSecond: 30000 / 1001,
      pixelFormat: 'yuv420p',
      isHighRange: false,
    },
    audio: { codec: 'aac', sampleRate: 48000, channels: 2 },
    streamCount: 2,
  })
})

test.each([
  ['a mark of older programs', { tags: { rotate: '90' } }, 1080],
  ['a mark of newer programs', { side_data_list: [{}, { rotation: -90 }] }, 1080],
  ['on its head', { side_data_list: [{ rotation: 180 }] }, 1920],
  ['a turn by nothing', { tags: { rotate: '0' } }, 1920],
])('a rotation is applied: %s', (_, turned, width) => {
  expect(factsOf({ streams: [{ ...picture, ...turned }] }).video?.width).toBe(width)
})

test.each([
  ['narrow', '1:2', 960],
  ['wide', '4:3', 2560],
  ['of no shape', '0:1', 1920],
  ['like no camera’s', '1000000:1', 1920],
  ['untold', 'N/A', 1920],
])('the shape of its pixels is applied: %s', (_, shape, width) => {
  const { video } = factsOf({ streams: [{ ...picture, sample_aspect_ratio: shape }] })
  expect(video).toMatchObject({ width, height: 1080 })
})

test.each([
  ['arib-std-b67 bt2020 bt2020nc', true],
  ['smpte2084 smpte432 bt709', true],
  ['bt709 bt709 bt709', false],
  // What can not be mapped is shown as it is.
  ['arib-std-b67 unknown bt2020nc', false],
  ['smpte2084 bt2020 bt2020c', false],
  ['smpte2084 bt2020', false],
])('colours by %s are of a high range: %s', (said, isHighRange) => {
  const [color_transfer, color_primaries, color_space] = said.split(' ')
  const colours = { color_transfer, color_primaries, color_space }
  expect(factsOf({ streams: [{ ...picture, ...colours }] }).video?.isHighRange).toBe(isHighRange)
})

const clocks = [
  ['sounds go on for longer', 1_500, { duration: '1.5' }],
  ['it begins later than its sounds', 1_500, { start_time: '0.5', duration: '1.0' }],
  ['its clock starts at four', 1_000, { start_time: '4.0', duration: '1.0' }],
  ['its stream says nothing', 2_041, { duration: 'N/A', start_time: 'N/A' }],
  ['its stream says too much', 2_041, { duration: '999' }],
  ['its stream ends before it begins', 2_041, { start_time: '-9', duration: '1.0' }],
] as const

test.each(clocks)('a clip is as long as its pictures: %s', (why, durationMs, pictures) => {
  const begin = why.includes('clock') ? { start_time: '4.0' } : {}
  const streams = [{ ...picture, ...pictures }, sound]
  expect(factsOf({ streams, ...begin }).durationMs).toBe(durationMs)
})

test('the cover of a song is no video', () => {
  const { video, audio, streamCount } = factsOf({ streams: [cover, sound] })
  expect([video, audio?.codec, streamCount]).toEqual([undefined, 'aac', 2])
})

interface Report {
  readonly streams: readonly object[]
  readonly duration?: string | undefined
  readonly start_time?: string
}

const atLimit = { ...picture, width: 4096, height: 2160, avg_frame_rate: '60/1' }

test('what is at a limit is taken', () => {
  const streams = [atLimit, ...Array.from({ length: mediaLimits.streams - 1 }, () => sound)]
  expect(factsOf({ streams, duration: '1800.000' }).durationMs).toBe(mediaLimits.durationMs)
})

const refused: readonly (readonly [why: string, report: Report])[] = [
  ['no streams', { streams: [] }],
  ['only data', { streams: [{ codec_type: 'data' }] }],
  ['only a cover', { streams: [cover] }],
  ['a stream too many', { streams: Array.from({ length: mediaLimits.streams + 1 }, () => sound) }],
  ['an unknown length', { streams: [sound], duration: undefined }],
  ['no length', { streams: [sound], duration: '0.000' }],
  ['a length below nothing', { streams: [sound], duration: '-3' }],
  ['a length that is no number', { streams: [sound], duration: 'N/A' }],
  ['a length over the limit', { streams: [sound], duration: '1800.001' }],
  ['pictures too wide', { streams: [{ ...picture, width: 4097 }] }],
  ['pictures too high', { streams: [{ ...picture, height: 4097 }] }],
  ['a cover too wide', { streams: [{ ...cover, width: 30_000 }, sound] }],
  ['a second video too high', { streams: [picture, { ...picture, height: 16_384 }] }],
  ['pictures of no size', { streams: [{ ...picture, width: 0 }] }],
  ['too many pixels a second', { streams: [{ ...atLimit, height: 2161 }] }],
  ['too many frames a second', { streams: [{ ...picture, width: 16, avg_frame_rate: '241/1' }] }],
  ['an unknown frame rate', { streams: [{ ...picture, avg_frame_rate: '0/0' }] }],
  ['a codec that is not taken', { streams: [{ ...picture, codec_name: 'tiff' }] }],
  ['an unknown codec', { streams: [{ codec_type: 'audio', sample_rate: '8000', channels: 1 }] }],
  ['too many samples a second', { streams: [{ ...sound, sample_rate: '768000' }] }],
  ['too many channels', { streams: [{ ...sound, channels: 64 }] }],
]

test.each(refused)('refused: %s', (_, report) => {
  expect(() => factsOf(report)).toThrow(MediaRefused)
})

test.each(['', '{', 'null', '[]', '{"streams":[{}]}', '{"format":{},"streams":[]}'])(
  'a report that is none is refused: %s',
  (json) => {
    expect(() => readMediaFacts(json)).toThrow(MediaRefused)
  },
)

function factsOf({ streams, ...rest }: Report) {
  const format = { format_name: 'mov,mp4', duration: '2.041', size: '4096', ...rest }
  return readMediaFacts(JSON.stringify({ format, streams }))
}
