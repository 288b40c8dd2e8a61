import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'

const fixture = fileURLToPath(new URL('./fd-sink.fixture.ts', import.meta.url))

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

describe.each(['exit', 'return', 'throw'])('a process that ends by %s', (ending) => {
  test('has all its lines in a pipe, whole and in order', async () => {
    const child = spawn(process.execPath, [fixture, ending, '3000'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expectCount(await text(child.stdout), 3_000)
  })

  test('has all its lines in a file', async () => {
    const path = join(temporaryFolder(), 'log')
    const fd = openSync(path, 'a')
    const child = spawn(process.execPath, [fixture, ending, '3000'], {
      stdio: ['ignore', fd, 'ignore'],
    })
    await once(child, 'exit')
    closeSync(fd)
    expectCount(readFileSync(path, 'utf8'), 3_000)
  })

  test('has all its lines in the pipe of a shell', async () => {
    const shell = spawn('sh', ['-c', '"$0" "$1" "$2" 3000 2>&- | cat', ...command(ending)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expectCount(await text(shell.stdout), 3_000)
  })
})

describe('a reader that reads nothing', () => {
  // 20,000 lines of 1 kB fill any pipe and the 8 MiB that are kept: a writer that waits
  // would never come to say how long it waited.
  test.each([
    ['socket', process.execPath, [fixture, 'linger', '20000']],
    ['pipe', 'sh', ['-c', '"$0" "$1" "$2" 20000 | sleep 9 2>&-', ...command('linger')]],
  ])('does not stop the process behind a %s', async (_kind, program, args) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    onTestFinished(() => endGroup(child))
    const [line] = await once(createInterface(child.stderr), 'line')
    const said = JSON.parse(String(line)) as { longestMs: number }
    expect(said.longestMs).toBeLessThan(6_000)
  })

  test('that goes away does not end the process', async () => {
    const child = spawn(process.execPath, [fixture, 'linger', '100'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect(said).toContain('longestMs')
    expect(code).toBe(0)
  })
})

/** The reader of a pipe as well, which has nothing to wait for any more. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // All of it has ended.
  }
}

function command(ending: string): string[] {
  return [process.execPath, fixture, ending]
}

function expectCount(output: string, expected: number): void {
  const counts = output
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { count: number }).count)
  expect(counts).toEqual(Array.from({ length: expected }, (_, at) => at))
}
