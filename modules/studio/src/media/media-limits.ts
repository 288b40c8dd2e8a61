/** What media may be at most. More is refused before anything is made of it. */
export const mediaLimits = {
  /** Of every kind. A phone writes up to five. */
  streams: 8,
  durationMs: 30 * 60_000,
  /** Width and height, each. */
  edgePixels: 4096,
  framesPerSecond: 240,
  /** Of one second: 4K at 60 frames. */
  pixelsPerSecond: 4096 * 2160 * 60,
  sampleRate: 192_000,
  channels: 8,
} as const

/** The codecs that are read: what people's devices write. Every other is refused unread. */
export const readableCodecs = {
  video: words('h264 hevc vp8 vp9 av1 mpeg4 h263 mjpeg prores png webp'),
  audio: words(
    'aac mp3 opus vorbis alac flac amr_nb amr_wb pcm_u8 pcm_s16le pcm_s16be pcm_s24le pcm_s24be pcm_s32le pcm_f32le',
  ),
} as const

/** The decoders of these, by their own names. Each version of ffmpeg has another for AV1. */
export const allowedDecoders = [
  ...readableCodecs.video,
  ...readableCodecs.audio,
  ...words('libdav1d libaom-av1 rawvideo mp3float amrnb amrwb'),
]

function words(text: string): readonly string[] {
  return text.split(' ')
}
