import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sizeOfPicture } from '../adapters/sharp/size-of-picture.ts'
import type { Checkpoints } from '../checkpoint/checkpoints.ts'
import { mixText } from '../contract/project.ts'
import { mixInputs, sourceOf } from '../fixtures/mix-footage.ts'
import { allOrNone } from './all-or-none.ts'
import { gainFor } from './film-calls.ts'
import { fadeFrames, planFilm, type Look, type Piece } from './film-plan.ts'
import { makeFade, makeShot, makeSound } from './make-pieces.ts'
import type { MixWork } from './mix-work.ts'
import { placeText } from './place-text.ts'

const never = new AbortController().signal
const clip = await sourceOf(import.meta.filename, { demuxer: 'mov', durationMs: 9_000 })
const [input] = mixInputs({ clips: [clip], targetMs: 2_000 })
if (!input) throw new Error('there is no mix')
const plan = planFilm(input)

/** The hashes under which steps are kept; nothing is made. */
async function hashesOf(change: (work: MixWork) => Partial<MixWork> = () => ({})) {
  const hashes: string[] = []
  const checkpoints: Checkpoints = {
    async once({ hash, path }) {
      hashes.push(hash)
      return { path, facts: neverRead() }
    },
  }
  const text = { text: 'Grill', position: 'top', size: 'small', fromMs: 0 } as const
  const tools = { version: 'ffmpeg 7' } as MixWork['tools']
  const given = { ...input, texts: [text] } as MixWork['input']
  const plain = { input: given, plan, tools, checkpoints, folder: '/f' } as MixWork
  return { work: { ...plain, ...change(plain) }, hashes }
}

function neverRead<T>(): T {
  return undefined as T
}

const piece: Piece = {
  clip: 0,
  fromMs: 0,
  frames: 60,
  speed: 1,
  isMirrored: false,
  texts: [{ text: 0, from: 5, until: 20 }],
  fadeIn: undefined,
  fadeOut: undefined,
}

describe('what is kept of a step', () => {
  const others: readonly Partial<Piece>[] = [
    {},
    { fromMs: 1 },
    { frames: 61 },
    { speed: 0.9 },
    { isMirrored: true },
    { texts: [] },
    { texts: [{ text: 0, from: 6, until: 20 }] },
    { texts: [{ text: 0, from: 5, until: 21 }] },
  ]

  test('is used for the very same pictures alone', async () => {
    const { work, hashes } = await hashesOf()
    for (const other of others) await makeShot(work, { ...piece, ...other }, { signal: never })
    expect(new Set(hashes).size).toBe(others.length)
  })

  test('is used for the very same sound alone, however it is seen', async () => {
    const { work, hashes } = await hashesOf()
    for (const other of others) await makeSound(work, { ...piece, ...other }, never)
    expect(new Set(hashes).size).toBe(4)
  })

  test('is used for the same fade of the same shot alone', async () => {
    const { work, hashes } = await hashesOf()
    const shot = { hash: 'a', name: 'a' }
    const fade = { piece, shot, side: 'in', colour: 'black' } as const
    const fades = [fade, { ...fade, side: 'out' }, { ...fade, colour: 'white' }] as const
    for (const one of fades) await makeFade(work, one, never)
    await makeFade(work, { ...fade, shot: { hash: 'b', name: 'b' } }, never)
    expect(new Set(hashes).size).toBe(4)
  })

  test('is not used by another program, in another size, nor for another step', async () => {
    const look: Look = { ...plan.look, width: 2 }
    const all: string[] = []
    for (const change of [
      () => ({}),
      () => ({ tools: { version: 'ffmpeg 8' } as MixWork['tools'] }),
      () => ({ plan: { ...plan, look } }),
    ]) {
      const { work, hashes } = await hashesOf(change)
      await makeShot(work, { ...piece, texts: [] }, { signal: never })
      await makeSound(work, piece, never)
      all.push(...hashes)
    }
    expect(new Set(all).size).toBe(6)
  })
})

test('when one fails the others are told to stop and waited for, and the first failure is thrown', async () => {
  let stopped = 0
  const waiting = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        stopped += 1
        reject(new Error('stopped'))
      })
    })
  await expect(allOrNone([waiting, fail, waiting], never)).rejects.toThrow('no room')
  expect(stopped).toBe(2)
})

function fail(): Promise<never> {
  return Promise.reject(new Error('no room'))
}

test('the whole is as loud as phones are, silence stays silent, and nothing is pulled up too far', () => {
  expect([-24, -4, undefined, -70, -59, 20].map(gainFor)).toEqual([10, -10, 0, 0, 14, -20])
})

function parseText(text: string) {
  return mixText.safeParse({ text, position: 'bottom', size: 'large', fromMs: 0 })
}

test('every text that is taken can be drawn within the film; what nobody would see is not taken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-texts-'))
  const unseen = ['\u200b', '\u00ad', '\u2066\u2069', '\ufeff', '\u3164 \ufe0f']
  const seen = [
    'W'.repeat(200),
    '<span size="9">x</span> &amp; <b',
    'مرحبا — שלום',
    '🍔',
    'Z\u0310\u0311',
    '\ufffe!',
  ]
  expect(unseen.filter((text) => parseText(text).success)).toEqual([])
  for (const text of seen) {
    const { data } = parseText(text)
    if (!data) throw new Error(`${text} is not taken`)
    const { path, x, y } = await placeText(data, plan.look, join(folder, 'text.png'))
    const { width, height } = await sizeOfPicture(path)
    expect([x >= 0, y > 0, x + width <= plan.look.width, y + height < plan.look.height]).toEqual([
      true,
      true,
      true,
      true,
    ])
  }
  await rm(folder, { recursive: true })
})

test('the two fades of a short piece leave something between them', () => {
  for (const frames of [15, 20, 24, 60])
    expect(frames - 2 * fadeFrames({ frames })).toBeGreaterThan(4)
})
