import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EditList, MixSettings } from '../contract.ts'
import { editListsOf, type EditWishes } from './edit-list.ts'
import { framesPerSecond } from './frames.ts'
import { chooseRhythm } from './rhythm.ts'

const everything = { order: true, starts: true, transitions: true, speed: true, mirror: true }
const nothing = { order: false, starts: false, transitions: false, speed: false, mirror: false }

interface Given extends Partial<Omit<MixSettings, 'clips'>> {
  readonly clips: readonly { durationMs: number; fromMs?: number; toMs?: number }[]
}

function wishesOf({ clips, ...given }: Given): EditWishes {
  const footage = clips.map(({ durationMs }, index) => ({
    assetId: `01980000-0000-7000-8000-00000000000${index}`,
    sha256: `${index}`.repeat(64),
    durationMs,
  }))
  const settings: MixSettings = {
    clips: clips.map(({ fromMs, toMs }, index) => ({
      assetId: footage[index]?.assetId ?? '',
      ...(fromMs === undefined ? {} : { fromMs }),
      ...(toMs === undefined ? {} : { toMs }),
    })),
    clipVolume: 0.5,
    texts: [],
    aspect: '9:16',
    targetMs: 15_000,
    variants: 8,
    seed: 7,
    vary: everything,
    quality: 'draft',
    ...given,
  }
  return { settings, clips: footage }
}

const sixClips = Array.from({ length: 6 }, () => ({ durationMs: 10_000 }))

const drawnWishes = fc
  .record({
    clips: fc.array(
      fc.record(
        {
          durationMs: fc.integer({ min: 300, max: 120_000 }),
          fromMs: fc.integer({ min: 0, max: 4_000 }),
          toMs: fc.integer({ min: 500, max: 60_000 }),
        },
        { requiredKeys: ['durationMs'] },
      ),
      { minLength: 1, maxLength: 8 },
    ),
    targetMs: fc.integer({ min: 2_000, max: 60_000 }),
    variants: fc.integer({ min: 1, max: 5 }),
    seed: fc.integer({ min: 0, max: 4_294_967_295 }),
    vary: fc.record({
      order: fc.boolean(),
      starts: fc.boolean(),
      transitions: fc.boolean(),
      speed: fc.boolean(),
      mirror: fc.boolean(),
    }),
  })
  .map(wishesOf)

/** Of all that can be made; too short ones are of another test. */
function forEachEdit(check: (edit: EditList, wishes: EditWishes) => void): void {
  let seen = 0
  fc.assert(
    fc.property(drawnWishes, (wishes) => {
      const edits = listsOrNone(wishes)
      seen += edits.length
      for (const edit of edits) check(edit, wishes)
    }),
    { numRuns: 150 },
  )
  expect(seen).toBeGreaterThan(100)
}

function listsOrNone(wishes: EditWishes): readonly EditList[] {
  try {
    return editListsOf(wishes)
  } catch {
    return []
  }
}

describe('an edit list', () => {
  test('is as long as asked, within a frame, in pieces from half a second to four', () => {
    forEachEdit(({ segments, durationMs }, { settings }) => {
      const sum = segments.reduce((total, { shownMs }) => total + shownMs, 0)
      expect(sum).toBe(durationMs)
      expect(Math.abs(durationMs - settings.targetMs)).toBeLessThanOrEqual(1000 / framesPerSecond)
      for (const { shownMs } of segments) {
        expect(shownMs).toBeGreaterThanOrEqual(466)
        expect(shownMs).toBeLessThanOrEqual(4_000)
      }
    })
  })

  test('takes each piece from within what may be used of its clip', () => {
    forEachEdit(({ segments }, { settings, clips }) => {
      for (const { clip, assetId, fromMs, takenMs } of segments) {
        const { fromMs: first = 0, toMs = Number.POSITIVE_INFINITY } = settings.clips[clip] ?? {}
        expect(assetId).toBe(clips[clip]?.assetId)
        expect(fromMs).toBeGreaterThanOrEqual(first)
        expect(fromMs + takenMs).toBeLessThanOrEqual(Math.min(toMs, clips[clip]?.durationMs ?? 0))
      }
    })
  })

  test('shows no moment of a clip twice', () => {
    forEachEdit(({ segments }) => {
      for (const pieces of Object.values(Object.groupBy(segments, ({ clip }) => clip))) {
        const sorted = pieces?.toSorted((a, b) => a.fromMs - b.fromMs) ?? []
        for (const [index, { fromMs }] of sorted.entries()) {
          const before = sorted[index - 1]
          // A millisecond is less than a frame: the ends are rounded.
          if (before) expect(fromMs).toBeGreaterThanOrEqual(before.fromMs + before.takenMs - 1)
        }
      }
    })
  })

  test('varies what it is told to vary and nothing else', () => {
    forEachEdit(({ segments }, { settings: { vary } }) => {
      if (!vary.speed) expect(segments.every(({ speed }) => speed === 1)).toBe(true)
      if (!vary.mirror) expect(segments.some(({ isMirrored }) => isMirrored)).toBe(false)
      if (!vary.transitions)
        expect(segments.every(({ transition }) => transition === 'cut')).toBe(true)
      expect(segments[0]?.transition).toBe('cut')
    })
  })

  test('is the same for the same settings, and another with another seed', () => {
    const wishes = wishesOf({ clips: sixClips })
    expect(editListsOf(wishes)).toEqual(editListsOf(structuredClone(wishes)))
    const others = editListsOf(wishesOf({ clips: sixClips, seed: 8 }))
    expect(others[0]?.segments).not.toEqual(editListsOf(wishes)[0]?.segments)
  })

  test('of a variant does not depend on how many there are', () => {
    const eight = editListsOf(wishesOf({ clips: sixClips }))
    expect(editListsOf(wishesOf({ clips: sixClips, variants: 3 }))).toEqual(eight.slice(0, 3))
  })

  test('is another one for each variant, whichever single thing may vary', () => {
    for (const vary of ['order', 'starts', 'transitions', 'speed', 'mirror'] as const) {
      const wishes = wishesOf({ clips: sixClips, variants: 16, vary: { ...nothing, [vary]: true } })
      const hashes = editListsOf(wishes).map(({ hash }) => hash)
      expect(new Set(hashes).size, vary).toBe(16)
    }
  })

  test('follows the order of the clips where that may not vary', () => {
    const wishes = wishesOf({ clips: sixClips, vary: { ...everything, order: false } })
    for (const { segments } of editListsOf(wishes))
      expect(segments.map(({ clip }) => clip)).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('shows every clip, and no clip after itself, where it can', () => {
    const wishes = wishesOf({ clips: sixClips.slice(3), targetMs: 14_400, variants: 16 })
    for (const { segments } of editListsOf(wishes)) {
      expect(new Set(segments.map(({ clip }) => clip)).size).toBe(3)
      expect(segments).toHaveLength(6)
    }
  })

  test('shows no clip after itself where the clips have as many pieces', () => {
    const wishes = wishesOf({ clips: sixClips.slice(3), targetMs: 14_400, variants: 16, seed: 11 })
    const pairs = editListsOf(wishes).flatMap(({ segments }) =>
      segments.filter(({ clip }, at) => clip === segments[at - 1]?.clip),
    )
    // One swap does not always help.
    expect(pairs.length).toBeLessThanOrEqual(4)
  })

  test('leaves out other clips each time where there are more than pieces', () => {
    const wishes = wishesOf({ clips: sixClips, targetMs: 2_000, variants: 16 })
    const shown = editListsOf(wishes).flatMap(({ segments }) => segments.map(({ clip }) => clip))
    expect(new Set(shown).size).toBe(6)
  })

  test('has a hash of its own for another song', () => {
    const assetId = '01980000-0000-7000-8000-0000000000a0'
    const wishes = wishesOf({ clips: sixClips, song: { assetId, volume: 0.5 } })
    const song = { assetId, sha256: 'a'.repeat(64), durationMs: 9_000 }
    const [one] = editListsOf({ ...wishes, song })
    const [other] = editListsOf({ ...wishes, song: { ...song, sha256: 'b'.repeat(64) } })
    expect(one?.hash).not.toBe(other?.hash)
  })

  test('has a hash of its own for other files, texts, sound, shape or quality', () => {
    const wishes = wishesOf({ clips: sixClips })
    const changed: readonly EditWishes[] = [
      { ...wishes, clips: wishes.clips.map((clip) => ({ ...clip, sha256: 'f'.repeat(64) })) },
      wishesOf({ clips: sixClips, clipVolume: 0.4 }),
      wishesOf({ clips: sixClips, aspect: '1:1' }),
      wishesOf({ clips: sixClips, quality: 'standard' }),
    ]
    const hashes = [wishes, ...changed].map((one) => editListsOf(one)[0]?.hash)
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})

describe('of 8 variants that vary everything', () => {
  test('most pieces are of more than one', () => {
    const pieces = editListsOf(wishesOf({ clips: sixClips }))
      .flatMap(({ segments }) => segments)
      .map((piece) => JSON.stringify({ ...piece, transition: undefined }))
    expect(pieces.length).toBe(48)
    expect(new Set(pieces).size).toBeLessThanOrEqual(12)
  })
})

test('no piece is longer than four seconds or shorter than half a second, rather there is none', () => {
  expect(chooseRhythm(121, [121])).toBeUndefined()
  expect(chooseRhythm(60, [14, 14, 14, 14, 14])).toBeUndefined()
})

describe('clips that can not fill the video', () => {
  test.each([
    ['shorter than the video in all', [{ durationMs: 4_000 }, { durationMs: 5_900 }], 10_000],
    ['cut to less than a piece', [{ durationMs: 60_000, fromMs: 59_700 }], 2_000],
    [
      'with an end before their begin',
      [{ durationMs: 60_000, fromMs: 50_000, toMs: 9_000 }],
      2_000,
    ],
  ])('%s: too short', (_, clips, targetMs) => {
    const asked = () => editListsOf(wishesOf({ clips, targetMs }))
    expect(asked).toThrow(expect.objectContaining({ code: 'studio.tooShort' }))
  })

  test('say how long a video they fill, and they do', () => {
    const clips = [{ durationMs: 4_000 }, { durationMs: 5_900 }]
    const asked = (targetMs: number) => editListsOf(wishesOf({ clips, targetMs }))
    const members = { targetMs: 60_000, fillableMs: 9_500 }
    const say = expect.stringContaining('They fill 9.5 seconds.')
    const told = expect.objectContaining({ say, options: expect.objectContaining({ members }) })
    expect(() => asked(60_000)).toThrow(told)
    expect(asked(9_500)).toHaveLength(8)
    const none = expect.objectContaining({ facts: { targetMs: 2_000, fillableMs: 0 } })
    const blink = wishesOf({ clips: [{ durationMs: 900 }], targetMs: 2_000 })
    expect(() => editListsOf(blink)).toThrow(none)
  })

  test('take nothing from those that can', () => {
    const clips = [{ durationMs: 60_000, fromMs: 50_000, toMs: 9_000 }, { durationMs: 10_000 }]
    expect(editListsOf(wishesOf({ clips, targetMs: 6_000 }))).toHaveLength(8)
  })

  test('as long as the video: just enough', () => {
    const wishes = wishesOf({
      clips: [{ durationMs: 5_000 }, { durationMs: 5_000 }],
      targetMs: 10_000,
    })
    expect(editListsOf(wishes)).toHaveLength(8)
  })
})

test('the numbers of a seed never change: what was made can be made again', () => {
  const [first, second] = editListsOf(wishesOf({ clips: sixClips.slice(0, 3), targetMs: 9_000 }))
  expect(first).toMatchInlineSnapshot(`
    {
      "durationMs": 9000,
      "hash": "ed1928d1719a17d1e53956163fc18ea5ee27f0e14b4403321d8bd387b19108aa",
      "seed": 7,
      "segments": [
        {
          "assetId": "01980000-0000-7000-8000-000000000000",
          "clip": 0,
          "fromMs": 6715,
          "isMirrored": true,
          "shownMs": 3000,
          "speed": 0.8,
          "takenMs": 2400,
          "transition": "cut",
        },
        {
          "assetId": "01980000-0000-7000-8000-000000000001",
          "clip": 1,
          "fromMs": 7150,
          "isMirrored": true,
          "shownMs": 3000,
          "speed": 0.9,
          "takenMs": 2700,
          "transition": "throughBlack",
        },
        {
          "assetId": "01980000-0000-7000-8000-000000000002",
          "clip": 2,
          "fromMs": 7005,
          "isMirrored": true,
          "shownMs": 3000,
          "speed": 0.8,
          "takenMs": 2400,
          "transition": "cut",
        },
      ],
      "variant": 1,
    }
  `)
  expect(second?.hash).toMatchInlineSnapshot(
    `"b2c98063a2f7701dc9256e4aba4d39d21ca83ba854a7d9190135b855b90c96d2"`,
  )
})
