import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@holdfast/testing/eventually'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { processesOfGroup } from '../../fixtures/process-group.ts'
import { deafProgram, writeStandIn } from '../../fixtures/stand-in.ts'
import type { MediaCall, MediaTools } from '../../media/media-tools.ts'
import { createMediaTools, type MediaToolsOptions } from './create-media-tools.ts'

let folder = ''
let tools: MediaTools | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-ended-'))
})

afterEach(async () => {
  await tools?.close()
  await rm(folder, { recursive: true, force: true })
})

const quick = { stuckAfterMs: 400, graceMs: 200, abortGraceMs: 200 }

test('a program that hangs and is deaf is ended with all that it started, and told as stuck', async () => {
  const run = await given(deafProgram, { times: quick })
  const failure = expect(run()).rejects.toMatchObject({ name: 'MediaStuck' })
  const group = await groupOfProgram()
  await failure
  expect(await processesOfGroup(group)).toEqual([])
})

test('a program past its deadline is ended, though it makes progress', async () => {
  const run = await given(busyProgram, { times: { ...quick, stuckAfterMs: 60_000 } })
  await expect(run({ deadlineMs: 300 })).rejects.toMatchObject({ name: 'MediaStuck' })
})

test('a cancelled program is ended with all that it started before the cancel is reported', async () => {
  const run = await given(deafProgram, { times: { ...quick, stuckAfterMs: 60_000 } })
  const asked = new AbortController()
  const failure = expect(run({ signal: asked.signal })).rejects.toThrow('cancelled')
  const group = await groupOfProgram()
  expect((await processesOfGroup(group)).length).toBeGreaterThan(4)
  asked.abort(new Error('cancelled'))
  await failure
  expect(await processesOfGroup(group)).toEqual([])
})

test('closing ends what runs and lets nothing more in', async () => {
  const run = await given(deafProgram, { times: { ...quick, stuckAfterMs: 60_000 }, programs: 1 })
  const failures = [run(), run()].map((each) => expect(each).rejects.toThrow('closed'))
  const group = await groupOfProgram()
  await tools?.close()
  expect(await processesOfGroup(group)).toEqual([])
  await Promise.all(failures)
  await expect(run()).rejects.toThrow('closed')
})

test('a polite program hears that it has to end, and what it does then is waited for', async () => {
  const polite = `trap 'echo bye > bye; exit 0' TERM
    echo "$PPID" > group; while :; do sleep 0.05; done`
  const run = await given(polite, { times: { ...quick, abortGraceMs: 30_000 } })
  const asked = new AbortController()
  const failure = expect(run({ signal: asked.signal })).rejects.toThrow('cancelled')
  await groupOfProgram()
  asked.abort(new Error('cancelled'))
  await failure
  expect(await readFile(join(folder, 'bye'), 'utf8')).toBe('bye\n')
})

test.each([
  ['MediaKilled', 'kill -KILL $$'],
  ['MediaKilled', 'exit 137'],
  ['MediaRefused', 'kill -SEGV $$'],
  ['NoSpaceLeft', 'echo "x: No space left on device" >&2; exit 1'],
  ['MediaRefused', 'echo "x: Invalid data found when processing input" >&2; exit 1'],
  ['Error', 'echo "something else" >&2; exit 3'],
])('%s is what an end means by: %s', async (name, body) => {
  const run = await given(body)
  await expect(run()).rejects.toMatchObject({ name })
})

test('a kill of the whole group by somebody else is told as such', async () => {
  const run = await given(deafProgram)
  const failure = expect(run()).rejects.toMatchObject({ name: 'MediaKilled' })
  process.kill(-(await groupOfProgram()), 'SIGKILL')
  await failure
})

test('a program finds nothing of our environment, an empty input, and files of its own alone', async () => {
  process.env['HOLDFAST_CANARY'] = 'secret'
  const look = `env | cut -d= -f1 | grep -vE '^(_|PWD|OLDPWD|SHLVL)$' | sort > env
    cat > input; pwd > cwd; ls /proc/$$/fd > files; nice > nice`
  const run = await given(look)
  await run()
  delete process.env['HOLDFAST_CANARY']
  const said = async (name: string) => (await readFile(join(folder, name), 'utf8')).split('\n')
  expect(await said('env')).toEqual(['HOME', 'LC_ALL', 'PATH', 'TMPDIR', ''])
  expect(await said('input')).toEqual([''])
  expect(await said('cwd')).toEqual([folder, ''])
  expect(await said('nice')).toEqual(['5', ''])
  // The shell that looks has its own script open, behind 10.
  expect((await said('files')).filter((name) => /^\d$/.test(name))).toEqual(['0', '1', '2'])
})

test('memory, time to compute and the size of a file are limited by the system itself', async () => {
  const limits = 'ulimit -d > memory; ulimit -S -t > time; ulimit -f > size; ulimit -c > core'
  const run = await given(limits, { memoryBytes: 512 * 1024 * 1024, threads: 2 })
  await run({ deadlineMs: 30_000, maxOutputBytes: 1024 * 1024 })
  const names = ['memory', 'time', 'size', 'core']
  const said = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  expect(said.map(Number)).toEqual([512 * 1024, 60, (17 * 1024 * 1024) / 512, 0])
})

test('a program that writes more than it may is ended while it still writes', async () => {
  const endless = 'while :; do head -c 65536 /dev/zero >> out.bin; sleep 0.01; done'
  const run = await given(endless)
  const outputs = [{ path: 'out.bin', options: [] }]
  await expect(run({ outputs, maxOutputBytes: 1_000_000 })).rejects.toMatchObject({
    name: 'MediaRefused',
  })
})

test('of all that a program says the last lines are kept', async () => {
  const run = await given('yes x | head -c 2000000; yes y | head -c 2000000 >&2; exit 3')
  await expect(run()).rejects.toThrow(/^ffmpeg ended with 3: (y\n?){5}$/)
})

test('no more programs run at once than there are places', async () => {
  // Each leaves a file while it runs and fails when it finds more than one other.
  const counted = `: > "run-$$"; sleep 0.1
    [ "$(ls | grep -c '^run-')" -le 2 ] || exit 9; rm "run-$$"`
  const run = await given(counted, { programs: 2 })
  await Promise.all([run(), run(), run(), run(), run(), run()])
})

const busyProgram = `at=0; while :; do at=$((at + 1)); echo "frame=$at"; echo progress=continue
  sleep 0.02; done`

async function given(body: string, options: MediaToolsOptions = {}) {
  const ffmpegPath = await writeStandIn(folder, body)
  const made = await createMediaTools({ ...options, ffmpegPath })
  tools = made
  return (call: Partial<MediaCall> = {}) =>
    made.run({
      inputs: [],
      outputs: [],
      folder,
      maxOutputBytes: 1_000_000,
      deadlineMs: 60_000,
      signal: new AbortController().signal,
      ...call,
    })
}

function groupOfProgram(): Promise<number> {
  return eventually(async () => Number(await readFile(join(folder, 'group'), 'utf8')))
}
