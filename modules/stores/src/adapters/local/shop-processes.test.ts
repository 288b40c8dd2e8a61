import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '@holdfast/kernel/ids'
import { isRunning } from '@holdfast/kernel/postgres'
import { eventually } from '@holdfast/testing/eventually'
import { expect, onTestFinished, test } from 'vitest'
import { createShopProcesses } from './shop-processes.ts'

async function givenFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-shops-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('two installations on one machine do not see the shops of each other', async () => {
  const [ours, theirs] = [await givenFolder(), await givenFolder()]
  const main = join(ours, 'lasting-shop.mjs')
  await writeFile(main, 'process.stdin.resume()')
  const shops = createShopProcesses('lasting-shop.mjs', ours)
  onTestFinished(() => shops.close())
  const storeId = newId()
  const launch = { storeId, main, settings: {}, heapMegabytes: 64 }
  const process = await shops.launch({ ...launch, outputFile: join(ours, 'output.log') })
  const others = createShopProcesses('lasting-shop.mjs', theirs)
  expect(await shops.list()).toEqual([storeId])
  expect(await shops.find(storeId)).toEqual([process])
  expect([await others.list(), await others.find(storeId)]).toEqual([[], []])
})

/** A process that does what `text` says, once it has begun to listen for SIGTERM. */
async function givenProcess(text: string) {
  const folder = await givenFolder()
  const shops = createShopProcesses('some-shop.mjs', folder)
  onTestFinished(() => shops.close())
  const main = join(folder, 'some-shop.mjs')
  const [started, drained] = [join(folder, 'started'), join(folder, 'drained')]
  const paths = `const [started, drained] = ${JSON.stringify([started, drained])}`
  const listens = `process.stdin.resume(); writeFileSync(started, '')`
  await writeFile(main, `import { writeFileSync } from 'node:fs'; ${paths}; ${text}; ${listens}`)
  const launch = { storeId: newId(), main, settings: {}, heapMegabytes: 64 }
  const identity = await shops.launch({ ...launch, outputFile: join(folder, 'output.log') })
  await eventually(() => expect(existsSync(started)).toBe(true))
  return { shops, identity, drained }
}

test('a shop that does not listen to SIGTERM is ended all the same', async () => {
  const { shops, identity } = await givenProcess(`process.on('SIGTERM', () => undefined)`)
  await shops.stop([identity], 200)
  expect(await isRunning(identity)).toBe(false)
})

test('a shop that is frozen hears that it should end, and ends as it does by itself', async () => {
  const end = `process.on('SIGTERM', () => { writeFileSync(drained, ''); process.exit() })`
  const { shops, identity, drained } = await givenProcess(end)
  process.kill(identity.pid, 'SIGSTOP')
  await shops.stop([identity], 30_000)
  expect(await isRunning(identity)).toBe(false)
  expect(existsSync(drained)).toBe(true)
})

test('another process that has the pid of a shop that ended is left alone', async () => {
  const { shops, identity } = await givenProcess('')
  await shops.stop([{ ...identity, startedAt: 'another time' }], 200)
  expect(await isRunning(identity)).toBe(true)
})

test.runIf(existsSync('/usr/bin/prlimit'))(
  'a shop takes no more files and memory than it may, and writes no core',
  async () => {
    const { identity } = await givenProcess('')
    const limits = await readFile(`/proc/${identity.pid}/limits`, 'utf8')
    const mostBytes = (64 * 2 + 1_024) * 1_048_576
    expect(limits).toMatch(new RegExp(`^Max data size +${mostBytes} `, 'm'))
    expect(limits).toMatch(/^Max open files +1024 /m)
    expect(limits).toMatch(/^Max core file size +0 /m)
  },
)
