import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '@holdfast/kernel/log'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeStandIn } from '../../fixtures/stand-in.ts'
import { createMediaTools } from './create-media-tools.ts'
import { findPrograms } from './find-programs.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-programs-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

test('programs that are named are taken, also when they lost the right to be executed', async () => {
  const path = await writeStandIn(folder, 'exit 0')
  await chmod(path, 0o644)
  const found = await findPrograms({ ffmpegPath: path, ffprobePath: path })
  expect(found).toEqual({ ffmpeg: path, ffprobe: path, fromPackages: [] })
  const tools = await createMediaTools({ ffmpegPath: path, ffprobePath: path })
  expect(tools.version).toBe('ffmpeg stand-in, ffmpeg stand-in')
})

test('without names those of the packages are taken, and the log says once that they are old', async () => {
  const lines: string[] = []
  const destination = { write: (line: string) => lines.push(line) }
  const log = createLog({ level: 'info', service: 'x', version: '1', role: 'x', destination })
  await createMediaTools({ log })
  await log.flush()
  expect(lines.filter((line) => line.includes('set FFMPEG_PATH'))).toHaveLength(1)
})

test('a program that is not there or says no version is told at the start', async () => {
  const ffprobePath = await writeStandIn(folder, 'exit 0')
  const none = createMediaTools({ ffmpegPath: join(folder, 'none'), ffprobePath })
  await expect(none).rejects.toThrow(/set FFMPEG_PATH/)
  const silent = join(folder, 'silent')
  await writeFile(silent, '#!/bin/sh\nexit 0\n', { mode: 0o755 })
  const failure = createMediaTools({ ffmpegPath: silent, ffprobePath })
  await expect(failure).rejects.toThrow('silent does not say which version it is')
})
