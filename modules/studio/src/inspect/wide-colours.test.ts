import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createMediaTools } from '../adapters/ffmpeg/create-media-tools.ts'
import { makeOnce } from '../fixtures/clips.ts'
import { inspectFile } from './inspect-file.ts'

const media = await createMediaTools()
const folder = await mkdtemp(join(tmpdir(), 'holdfast-colours-'))
afterAll(async () => {
  await media.close()
  await rm(folder, { recursive: true, force: true })
})

const picture = ['-f', 'lavfi', '-i', 'testsrc=size=160x90:rate=25:duration=1']
const encoding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']

test.each([
  ['is remembered', 'whole.mp4', '-color_primaries bt2020 -colorspace bt2020nc', true],
  ['and says half of it is shown as it is', 'half.mp4', '-color_primaries bt2020', false],
] as const)('a clip of a high range %s', async (...[, name, more, isHighRange]) => {
  const said = ['-color_trc', 'arib-std-b67', ...more.split(' ')]
  const path = await makeOnce(name, (to) => [...picture, ...encoding, ...said, to])
  const { signal } = new AbortController()
  const words = { fileName: name, declaredType: 'video/mp4' }
  const inspected = await inspectFile({ ...words, path, folder, signal }, media)
  expect(inspected).toMatchObject({ isHighRange, previewPath: `${folder}/preview` })
})
