import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { startServerProcess } from '@holdfast/testing/server-process'
import { expect, onTestFinished, test } from 'vitest'
import { root } from './harness/start-holdfast.ts'

/** Stands in for npm: notes when it begins and ends, and installs what the commands look for. */
const npm = `#!/bin/sh
echo begin >> notes
echo npm began
while [ ! -e go-on ]; do sleep 0.05; done
mkdir -p node_modules/.bin
touch node_modules/.bin/node node_modules/.package-lock.json
echo end >> notes
`

/** A folder like a fresh clone, in which nothing is installed. */
async function freshClone(): Promise<string> {
  const clone = await mkdtemp(join(tmpdir(), 'holdfast-clone-'))
  onTestFinished(() => rm(clone, { recursive: true, force: true }))
  await cp(join(root, 'scripts'), join(clone, 'scripts'), { recursive: true })
  await mkdir(join(clone, 'bin'))
  await writeFile(join(clone, 'package-lock.json'), '{}')
  await writeFile(join(clone, 'bin/npm'), npm)
  await chmod(join(clone, 'bin/npm'), 0o755)
  return clone
}

/** A command that needs the packages and says when it has them. */
function command(clone: string, ready: RegExp) {
  const program = `import { ensureInstalled } from './scripts/workspace.mjs'
    await ensureInstalled()
    console.log('installed')`
  return startServerProcess({
    command: ['node', '--input-type=module', '--eval', program],
    cwd: clone,
    env: { PATH: `${join(clone, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` },
    ready,
  })
}

const notes = (clone: string) => readFile(join(clone, 'notes'), 'utf8')

test('two commands in one fresh clone install once: the second says that it waits', async () => {
  const clone = await freshClone()
  const first = await command(clone, /npm began/)
  const second = await command(clone, /waiting for it/)
  expect(second.readyLine).toContain(`Another command (process ${first.pid}) is installing`)
  await writeFile(join(clone, 'go-on'), '')
  expect([await first.exited, await second.exited]).toMatchObject([{ code: 0 }, { code: 0 }])
  expect(await notes(clone)).toBe('begin\nend\n')
  expect(second.stdout.all()).toContain('installed')
})

test('a command that is killed while it installs leaves nobody waiting', async () => {
  const clone = await freshClone()
  const first = await command(clone, /npm began/)
  const second = await command(clone, /waiting for it/)
  await first.stop()
  await second.stdout.waitFor(/npm began/)
  await writeFile(join(clone, 'go-on'), '')
  expect(await second.exited).toMatchObject({ code: 0 })
  expect(await notes(clone)).toBe('begin\nbegin\nend\n')
})
