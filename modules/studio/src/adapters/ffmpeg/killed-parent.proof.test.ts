import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually } from '@holdfast/testing/eventually'
import { proofSize } from '@holdfast/testing/proof'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Order } from '../../fixtures/media-process.ts'
import { childrenOf, processesOfGroup } from '../../fixtures/process-group.ts'
import { deafProgram, writeStandIn } from '../../fixtures/stand-in.ts'

let folder = ''
let parent: ChildProcess | undefined
let groups: readonly number[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-killed-'))
})

afterEach(async () => {
  parent?.kill('SIGKILL')
  // Only what a test that failed has left.
  for (const pid of await processesIn(folder)) process.kill(pid, 'SIGKILL')
  groups = []
  await rm(folder, { recursive: true, force: true })
})

const programs = proofSize({ reduced: 3, full: 12 })

test('when its process is killed, deaf programs end with all that they started', async () => {
  await startParent({ ffmpegPath: await writeStandIn(folder, deafProgram) })
  await eventually(async () => {
    for (const name of numbers()) await stat(join(folder, name, 'group'))
  })
  const running = await Promise.all(groups.map(processesOfGroup))
  expect(Math.min(...running.map((each) => each.length))).toBeGreaterThan(4)
  await killParent()
  await expectNothingLeft()
})

test('when its process is killed, every real ffmpeg ends', async () => {
  await startParent({})
  await untilTheyWrite()
  await killParent()
  await expectNothingLeft()
})

test('when its process is frozen and then killed, every real ffmpeg ends', async () => {
  await startParent({})
  await untilTheyWrite()
  parent?.kill('SIGSTOP')
  await killParent()
  await expectNothingLeft()
})

test('when its process is killed while programs start, none is left', async () => {
  const starting = spawnParent({})
  // Killed at whatever it does then: before the first, between two, or after the last.
  const found = await eventually(async () => {
    const children = await childrenOf(starting.pid ?? 0)
    expect(children.length).toBeGreaterThan(0)
    return children
  })
  groups = found
  await killParent()
  await expectNothingLeft()
  await eventually(async () => expect(await processesIn(folder)).toEqual([]))
})

async function startParent(order: Partial<Order>): Promise<void> {
  const child = spawnParent(order)
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  groups = await eventually(async () => {
    const children = await childrenOf(child.pid ?? 0)
    expect(children.length).toBe(programs)
    return children
  })
}

function spawnParent(order: Partial<Order>): ChildProcess {
  const file = fileURLToPath(new URL('../../fixtures/media-process.ts', import.meta.url))
  const whole: Order = { folder, programs, ...order }
  parent = spawn(process.execPath, [file, JSON.stringify(whole)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return parent
}

async function killParent(): Promise<void> {
  const ended = new Promise((resolve) => parent?.once('exit', resolve))
  parent?.kill('SIGKILL')
  await ended
}

async function expectNothingLeft(): Promise<void> {
  await eventually(async () => {
    const left = await Promise.all(groups.map(processesOfGroup))
    expect(left.flat()).toEqual([])
  })
}

async function untilTheyWrite(): Promise<void> {
  await eventually(async () => {
    for (const name of numbers()) await stat(join(folder, name, 'out.mp4'))
  })
}

function numbers(): readonly string[] {
  return Array.from({ length: programs }, (_, number) => String(number))
}

/** Every process that works below a folder. */
async function processesIn(path: string): Promise<readonly number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    names.map(async (name) => {
      const words = await readFile(`/proc/${name}/environ`, 'utf8').catch(() => '')
      return words.includes(`HOME=${path}/`) ? [Number(name)] : []
    }),
  )
  return found.flat()
}
