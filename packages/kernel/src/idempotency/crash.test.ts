import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import {
  countEffects,
  createEffects,
  givenIdempotency,
  leaveEffect,
  migrations,
  scope,
} from './given-keys.ts'

const { database, ownerUrl, appUrl } = await testDatabase({ migrations })
await createEffects(ownerUrl)

function startChild(mode: string, name: string): ChildProcess {
  return fork(new URL('./crash-child.ts', import.meta.url), [mode, appUrl, name])
}

/** Runs a process up to its mark, kills it there with SIGKILL, and sends the request again. */
async function killAndRetry(mode: string) {
  const child = startChild(mode, mode)
  await once(child, 'message')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const again = await givenIdempotency(database).run(
    { ...scope, key: mode },
    mode,
    leaveEffect(mode),
  )
  return { effects: await countEffects(database, mode), replayed: again.replayed }
}

test('killed between the write and the answer: the retry does the work, once', async () => {
  expect(await killAndRetry('before commit')).toEqual({ effects: 1, replayed: false })
})

test('killed after the commit: the retry gets the answer that nobody heard', async () => {
  expect(await killAndRetry('after commit')).toEqual({ effects: 1, replayed: true })
})

test('the broken twin that writes its key afterwards works twice: the crash shows it', async () => {
  expect(await killAndRetry('key afterwards')).toEqual({ effects: 2, replayed: false })
})

test('three processes with ten equal calls each: one effect, equal answers', async () => {
  const children = [1, 2, 3].map(() => startChild('compete', 'compete'))
  const answers = await Promise.all(
    children.map(async (child) => {
      const [[message]] = await Promise.all([once(child, 'message'), once(child, 'exit')])
      return message as string[]
    }),
  )
  expect(answers.flat()).toHaveLength(30)
  expect(new Set(answers.flat()).size).toBe(1)
  expect(await countEffects(database, 'compete')).toBe(1)
})
