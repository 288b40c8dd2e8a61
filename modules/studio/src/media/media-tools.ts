/** What a media file is, as ffprobe says: never what its name or sender says. */
export interface MediaFacts {
  /** ffprobe's own, such as `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly format: string
  /** Whole milliseconds; of a video, of its pictures. */
  readonly durationMs: number
  readonly bytes: number
  readonly video: VideoFacts | undefined
  readonly audio: AudioFacts | undefined
  /** Of every kind, attached pictures and subtitles included. */
  readonly streamCount: number
}

export interface VideoFacts {
  readonly codec: string
  /** As shown: a rotation and the shape of the pixels are applied. */
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
  readonly pixelFormat: string
  /** Of high dynamic range (HLG or PQ), as newer phones write. */
  readonly isHighRange: boolean
}

export interface AudioFacts {
  readonly codec: string
  readonly sampleRate: number
  readonly channels: number
}

/** How a file may be opened: the demuxer is forced, so that no file chooses what reads it. */
export type Demuxer = 'mov' | 'matroska' | 'mp3' | 'wav' | 'concat' | 'png_pipe' | 'image2'

/**
 * What is read. The demuxer is forced and nothing but files can be reached; a `concat` script may
 * name media of the other demuxers in its own folder.
 */
export interface MediaInput {
  readonly demuxer: Demuxer
  /** A name in the call's folder, or a whole path. Whatever it looks like, it is a file's name. */
  readonly path: string
  /** Words that stand before it, such as `-ss`, `1.5`, `-loop`, `1`. */
  readonly options?: readonly string[]
}

/** What is written: one file. */
export interface MediaOutput {
  /** A name in the call's folder, or a whole path; what is there is overwritten. `null`: nothing. */
  readonly path: string | null
  /** Words that stand before it: maps, encoders, `-f` where its name does not say the format. */
  readonly options: readonly string[]
}

/** One call of ffmpeg. Everything is a word of its own: no shell reads them. */
export interface MediaCall {
  readonly inputs: readonly MediaInput[]
  /** Of `-filter_complex`. What people typed never stands in it: texts are read from files. */
  readonly filterGraph?: string
  readonly outputs: readonly MediaOutput[]
  /** Of the attempt: where it runs. */
  readonly folder: string
  /** How long the output will be, for progress; unknown when there is none. */
  readonly expectedMs?: number
  /** Of all that it writes. Throws `MediaRefused` when it would be more. */
  readonly maxOutputBytes: number
  /** The longest that it may take in all, waiting for its turn not counted. */
  readonly deadlineMs: number
  readonly signal: AbortSignal
  /** Told now and then: how much of the output is made, from 0 to 1. Never goes back. */
  readonly onProgress?: (part: number) => void
}

/** What reads and makes media, in processes of their own that can do nothing else. */
export interface MediaTools {
  /** Names the program and its version: what it made before may differ from what it makes now. */
  readonly version: string
  /** Whether it can bring pictures of high dynamic range into that of other screens. */
  readonly canMapTones: boolean
  /** Throws `MediaRefused` for what is no media or breaks a limit. */
  probe(path: string, options: ProbeOptions): Promise<MediaFacts>
  /**
   * Runs ffmpeg to its end, when it is its turn. Throws `MediaRefused` for a file that it can not
   * read, `MediaStuck` when it made no progress or took too long, `MediaKilled` when the process
   * was ended from outside (a full memory, exit 137), `NoSpaceLeft`, and the signal's reason.
   * Nothing of it is left running then, nor when this process dies.
   */
  run(call: MediaCall): Promise<void>
  /** Ends all that runs. */
  close(): Promise<void>
}

export interface ProbeOptions {
  readonly demuxer: Demuxer
  readonly signal: AbortSignal
}
