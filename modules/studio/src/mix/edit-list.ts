import { hashOf } from '../adapters/hash/hash-of.ts'
import type { EditList, MixSettings, Segment, Transition } from '../contract.ts'
import { problems } from '../problems.ts'
import { chooseTakes } from './choose-takes.ts'
import { framesOf, framesPerSecond, millisecondsOf } from './frames.ts'
import { createRandom, type Random } from './random.ts'
import { chooseRhythm, longestFill, piecesOf, type Rhythm } from './rhythm.ts'
import { share } from './share.ts'
import { drawTakes, type Take } from './takes.ts'

/** What is known of the file of a clip or song. */
export interface Footage {
  readonly assetId: string
  readonly sha256: string
  readonly durationMs: number
}

export interface EditWishes {
  readonly settings: MixSettings
  /** Of each clip, in the order of the settings. */
  readonly clips: readonly Footage[]
  readonly song?: Footage | undefined
}

/**
 * What each variant shows when, from the first to the last. The same settings, files and seed give
 * the same lists on every machine. Each is as long as `targetMs`, within a frame; no moment of a clip
 * is shown twice in one of them; no two are the same as long as anything that may vary can. Throws
 * `studio.tooShort` when the clips can not fill it: see `chooseRhythm`.
 */
export function editListsOf(wishes: EditWishes): readonly EditList[] {
  const { settings } = wishes
  const frame = frameOf(wishes)
  const seen = new Set<string>()
  return Array.from({ length: settings.variants }, (_, index) => {
    const variant = index + 1
    const segments = drawUnseen(wishes, frame, { variant, seen })
    return {
      variant,
      seed: settings.seed,
      hash: hashOf(identityOf(wishes, segments)),
      durationMs: millisecondsOf(frame.total),
      segments,
    }
  })
}

/** What the variants have in common. */
interface Frame {
  readonly total: number
  readonly rhythm: Rhythm
  /** Of each clip: its takes, by slot. */
  readonly takes: readonly (readonly (readonly Take[])[])[]
}

// Each kind of drawing has numbers of its own, so that one more of the one changes no other.
const streams = { takes: 1, choice: 2, transitions: 3 } as const

function frameOf({ settings, clips }: EditWishes): Frame {
  const total = framesOf(settings.targetMs)
  const usable = clips.map((clip, index) => usableFrames(clip, settings.clips[index]))
  const rhythm = chooseRhythm(total, usable)
  if (!rhythm) throw tooShort(settings, millisecondsOf(longestFill(total, usable)))
  const { pieces, longest } = rhythm
  const slots = usable.map((frames) => Math.floor(frames / longest))
  const shown = share(pieces, slots)
  const takes = usable.map((frames, clip) => {
    const wishes = { clip, usable: frames, longest, shown: Math.max(1, shown[clip] ?? 0) }
    const random = createRandom(settings.seed, streams.takes, clip)
    return drawTakes({ ...wishes, vary: settings.vary }, random)
  })
  return { total, rhythm, takes }
}

/** `fillableMs`: so long a video they can fill, with the same settings otherwise. */
function tooShort({ targetMs }: MixSettings, fillableMs: number) {
  const told = { targetMs, fillableMs }
  if (fillableMs === 0) return problems.tooShort(told, { members: told })
  const say = `The clips are too short for a video of that length. They fill ${fillableMs / 1000} seconds.`
  return problems.tooShort(told, { say, members: told })
}

function usableFrames({ durationMs }: Footage, clip: MixSettings['clips'][number] | undefined) {
  const until = Math.min(durationMs, clip?.toMs ?? durationMs)
  const usableMs = Math.max(0, until - (clip?.fromMs ?? 0))
  return Math.floor((usableMs * framesPerSecond) / 1000)
}

const triesToDiffer = 50

/** A drawing that no earlier variant has; the last one when there seems to be none. */
function drawUnseen(
  { settings, clips }: EditWishes,
  frame: Frame,
  { variant, seen }: { readonly variant: number; readonly seen: Set<string> },
): Segment[] {
  for (let tries = 1; ; tries += 1) {
    const seeds = (stream: number) => createRandom(settings.seed, stream, variant, tries)
    const wishes = { ...frame, pieces: frame.rhythm.pieces, isShuffled: settings.vary.order }
    const takes = chooseTakes(wishes, seeds(streams.choice))
    const transitions = drawTransitions(takes.length, settings, seeds(streams.transitions))
    const segments = segmentsOf({ settings, clips, frame, takes, transitions })
    const key = JSON.stringify(segments)
    if (seen.has(key) && tries < triesToDiffer) continue
    seen.add(key)
    return segments
  }
}

// Half of them are cuts.
const drawnTransitions = [
  'cut',
  'cut',
  'cut',
  'throughBlack',
  'throughBlack',
  'throughWhite',
] as const

function drawTransitions(count: number, { vary }: MixSettings, random: Random): Transition[] {
  return Array.from({ length: count }, (_, index) =>
    index > 0 && vary.transitions ? random.pick(drawnTransitions) : 'cut',
  )
}

function segmentsOf(drawn: {
  readonly settings: MixSettings
  readonly clips: readonly Footage[]
  readonly frame: Frame
  readonly takes: readonly Take[]
  readonly transitions: readonly Transition[]
}): Segment[] {
  const { settings, clips, frame, takes, transitions } = drawn
  const pieces = piecesOf(frame.total, frame.rhythm)
  let begun = 0
  return takes.map(({ clip, start, speed, isMirrored }, index) => {
    const frames = pieces[index] ?? 0
    const shownMs = millisecondsOf(begun + frames) - millisecondsOf(begun)
    begun += frames
    return {
      clip,
      assetId: clips[clip]?.assetId ?? '',
      fromMs: (settings.clips[clip]?.fromMs ?? 0) + Math.floor((start * 1000) / framesPerSecond),
      takenMs: Math.round((frames * speed * 1000) / framesPerSecond),
      shownMs,
      speed,
      isMirrored,
      transition: transitions[index] ?? 'cut',
    }
  })
}

/** Everything that the finished video depends on. */
function identityOf({ settings, clips, song }: EditWishes, segments: readonly Segment[]) {
  const { texts, aspect, quality, clipVolume } = settings
  const shown = segments.map((segment) => ({
    ...segment,
    clip: undefined,
    assetId: clips[segment.clip]?.sha256,
  }))
  const heard = settings.song && { ...settings.song, assetId: song?.sha256 }
  return [shown, heard, clipVolume, texts, aspect, quality]
}
