import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { afterAll, expect, test } from 'vitest'
import { createMediaTools } from '../adapters/ffmpeg/create-media-tools.ts'
import { findPrograms } from '../adapters/ffmpeg/find-programs.ts'
import { createFileCheckpoints } from '../checkpoint/file-checkpoints.ts'
import { makeClip } from '../fixtures/clips.ts'
import { givenMaking } from '../fixtures/given-making.ts'
import { filesBelow } from '../fixtures/making-parts.ts'
import { processesOfGroup } from '../fixtures/process-group.ts'
import { deafProgram, writeStandIn } from '../fixtures/stand-in.ts'
import { editListsOf } from './edit-list.ts'
import type { MixInput, MixSource } from './mix-input.ts'
import { createMixMaker } from './mix-maker.ts'

const folder = await mkdtemp(join(tmpdir(), 'holdfast-hung-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const files = filesBelow(folder)
const hung = join(folder, 'hung')
const { ffmpeg } = await findPrograms()

/** Hangs at its first call and hears nothing; afterwards it is the real ffmpeg. */
const ffmpegPath = await writeStandIn(
  folder,
  `if mkdir '${folder}/first' 2>/dev/null; then
  echo "$PPID" >'${hung}'
  ${deafProgram}
fi
exec '${ffmpeg}' "$@"`,
)
const stuckAfterMs = proofSize({ reduced: 5_000, full: 60_000 })
const graceMs = proofSize({ reduced: 500, full: 10_000 })
const tools = await createMediaTools({ ffmpegPath, times: { stuckAfterMs, graceMs } })
afterAll(() => tools.close())
const { someone, startAll, work, eventsOf, balance, leftovers, database } = await givenMaking({
  files,
  makers: [createMixMaker({ files, tools })],
  openCheckpoints: createFileCheckpoints({ files }),
})

test('an ffmpeg that hangs and hears nothing is ended with its whole group, and the mix is made', async () => {
  await work()
  const ctx = await someone(1)
  const [job] = await startAll(ctx, [{ kind: 'mix', title: 'Hung', input: await aMix() }])
  const id = job?.id ?? ''
  const group = await eventually(async () => {
    const text = await readFile(hung, 'utf8')
    expect(text).toMatch(/^\d+\n$/)
    return Number(text)
  })
  await eventually(async () => {
    expect((await processesOfGroup(group)).length).toBeGreaterThan(4)
  })
  await eventually(async () => expect(await statesOf(id)).toContain('retry'), {
    withinMs: 2 * (stuckAfterMs + graceMs) + 60_000,
  })
  expect(await processesOfGroup(group)).toEqual([])
  const failures = (await eventsOf(id)).flatMap(({ failure }) => failure?.code ?? [])
  expect(failures[0]).toBe('studio.stuck')
  await eventually(async () => expect(await statesOf(id)).toContain('succeeded'), {
    withinMs: 120_000,
  })
  const assets = await database.kysely
    .selectFrom('studio.asset')
    .where('job_id', '=', id)
    .orderBy('part')
    .select('part')
    .execute()
  expect(assets.map(({ part }) => part)).toEqual(['contactSheet', 'result'])
  expect(await balance(ctx)).toEqual({ available: 0, held: 0, settled: 1, released: 0 })
  await eventually(async () => expect(await leftovers()).toEqual([]))
}, 300_000)

async function statesOf(id: string) {
  return (await eventsOf(id)).map(({ state }) => state)
}

async function aMix(): Promise<MixInput> {
  const clip = await aSource()
  const settings = {
    clips: [{ assetId: clip.assetId }],
    clipVolume: 0.5,
    texts: [],
    aspect: '1:1',
    targetMs: 2_000,
    variants: 1,
    seed: 1,
    vary: { order: false, starts: false, transitions: false, speed: false, mirror: false },
    quality: 'draft',
  } as const
  const [edit] = editListsOf({
    settings: { ...settings, clips: [...settings.clips], texts: [] },
    clips: [clip],
  })
  if (!edit) throw new Error('there is no edit')
  const { clipVolume, aspect, quality } = settings
  return { name: 'Hung', edit, clips: [clip], song: null, clipVolume, texts: [], aspect, quality }
}

async function aSource(): Promise<MixSource> {
  const path = await makeClip({ seconds: 3 })
  const bytes = await readFile(path)
  const { key } = await files.put(bytes, { contentType: 'video/mp4', maxBytes: bytes.length })
  return {
    assetId: '01980000-0000-7000-8000-00000000a551',
    key,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    demuxer: 'mov',
    durationMs: 3_000,
    hasAudio: true,
    isHighRange: false,
    isLarge: false,
  }
}
