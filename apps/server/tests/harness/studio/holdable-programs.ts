import { readlink, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually } from '@holdfast/testing/eventually'
import { findPrograms } from '@holdfast/studio/programs'

type Program = 'ffmpeg' | 'ffprobe'

/** The real ffmpeg and ffprobe, of which a test can hold up a call before its first byte. */
export interface HoldablePrograms {
  /** What makes a worker use them. */
  readonly env: { readonly FFMPEG_PATH: string; readonly FFPROBE_PATH: string }
  /** The next call whose arguments contain these words is held up. */
  holdNext(program: Program, words: string): Promise<void>
  /** Resolves when it is. */
  held(): Promise<HeldCall>
}

export interface HeldCall {
  /** Lets it go on as if nothing had been. Its process may be gone. */
  release(): void
}

export async function holdablePrograms(folder: string): Promise<HoldablePrograms> {
  const real = await findPrograms()
  const pathOf = (program: Program) => join(folder, program)
  const isHeld = join(folder, 'is-held')
  for (const program of ['ffmpeg', 'ffprobe'] as const) {
    const places = { program: real[program], ffmpeg: real.ffmpeg, mark: pathOf(program), isHeld }
    await writeFile(pathOf(program), holding(places), { mode: 0o755 })
  }
  return {
    env: { FFMPEG_PATH: pathOf('ffmpeg'), FFPROBE_PATH: pathOf('ffprobe') },
    async holdNext(program, words) {
      await rm(isHeld, { force: true })
      await writeFile(`${pathOf(program)}.draft`, `${words}\n`)
      await rename(`${pathOf(program)}.draft`, `${pathOf(program)}.hold`)
    },
    async held() {
      const text = await eventually(() => readlink(isHeld), { withinMs: 60_000 })
      return {
        release() {
          process.kill(Number(text), 'SIGCONT')
        },
      }
    },
  }
}

interface Holding {
  readonly program: string
  readonly ffmpeg: string
  readonly mark: string
  readonly isHeld: string
}

/**
 * Whoever takes the mark away is held up: as a process that has stopped, beside a real ffmpeg which
 * is at work in the same group all the while. It says so by a link: ffprobe may not write a byte.
 */
function holding({ program, ffmpeg, mark, isHeld }: Holding): string {
  return `#!/bin/sh
words=
read -r words 2>/dev/null <'${mark}.hold'
case "$words" in '') exec '${program}' "$@" ;; esac
case "$*" in *"$words"*) ;; *) exec '${program}' "$@" ;; esac
mv '${mark}.hold' '${mark}.taken' 2>/dev/null || exec '${program}' "$@"
'${ffmpeg}' -v quiet -nostdin -re -f lavfi -i testsrc=size=16x16:rate=5 -f null - & other=$!
sh -c 'kill -STOP "$$"; exec "$@"' held '${program}' "$@" & held=$!
until grep -q '^State:.T' "/proc/$held/status"; do :; done
ln -s "$held" '${isHeld}'
wait "$held"; code=$?
kill -KILL "$other"
exit "$code"
`
}
