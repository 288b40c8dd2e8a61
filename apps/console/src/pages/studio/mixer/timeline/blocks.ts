import type { EditList, MixSettings, Segment } from '@holdfast/studio/contract'

/** A place on the timeline, in percent of the whole. */
export interface Span {
  readonly left: number
  readonly width: number
}

export interface Block extends Span {
  readonly segment: Segment
  /** When it begins in the video. */
  readonly startMs: number
}

/** The pieces of a variant, one behind the other and without a gap. */
export function blocksOf({ segments, durationMs }: EditList): readonly Block[] {
  // Rounding may leave the sum a frame beside the length of the whole.
  const allMs = Math.max(durationMs, sumOf(segments))
  let startMs = 0
  return segments.map((segment) => {
    const block = { segment, startMs, ...spanOf(startMs, startMs + segment.shownMs, allMs) }
    startMs += segment.shownMs
    return block
  })
}

function sumOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { shownMs }) => sum + shownMs, 0)
}

type Text = MixSettings['texts'][number]

export interface TextSpan extends Span {
  readonly text: Text
  /** Those that are shown at the same time stand below each other. */
  readonly row: number
}

/** The texts where they are shown; not one that says nothing, or begins after the end. */
export function textSpans(texts: readonly Text[], durationMs: number): readonly TextSpan[] {
  const endsOfRows: number[] = []
  return texts
    .filter(({ text, fromMs }) => text.trim() !== '' && fromMs < durationMs)
    .toSorted((one, other) => one.fromMs - other.fromMs)
    .map((text) => {
      const endMs = Math.min(text.toMs ?? durationMs, durationMs)
      const free = endsOfRows.findIndex((rowEndMs) => rowEndMs <= text.fromMs)
      const row = free === -1 ? endsOfRows.length : free
      endsOfRows[row] = endMs
      return { text, row, ...spanOf(text.fromMs, Math.max(endMs, text.fromMs), durationMs) }
    })
}

function spanOf(fromMs: number, toMs: number, allMs: number): Span {
  if (allMs === 0) return { left: 0, width: 0 }
  return { left: (fromMs / allMs) * 100, width: ((toMs - fromMs) / allMs) * 100 }
}

const steps = [1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000]
const mostMarks = 9

/** The times that the ruler names: round ones, and not more than there is room for. */
export function marksOf(durationMs: number): readonly number[] {
  const step = steps.find((one) => durationMs / one <= mostMarks) ?? 60_000
  return Array.from({ length: Math.floor(durationMs / step) + 1 }, (_, index) => index * step)
}

/** Which variants are the same edit as an earlier one: making them would make nothing new. */
export function repeated(edits: readonly EditList[]): readonly number[] {
  const seen = new Set<string>()
  return edits.flatMap(({ hash, variant }) => {
    if (seen.has(hash)) return [variant]
    seen.add(hash)
    return []
  })
}
