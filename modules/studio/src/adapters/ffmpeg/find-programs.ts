import { access, chmod, constants } from 'node:fs/promises'

export interface Programs {
  readonly ffmpeg: string
  readonly ffprobe: string
  /** Those that nobody named, so that the ones of the npm packages are taken. */
  readonly fromPackages: readonly ('ffmpeg' | 'ffprobe')[]
}

export interface NamedPrograms {
  readonly ffmpegPath?: string | undefined
  readonly ffprobePath?: string | undefined
}

/**
 * Where ffmpeg and ffprobe are: as named, or in their npm packages. Throws one sentence that says
 * what to do when one is missing or may not be executed.
 */
export async function findPrograms(named: NamedPrograms = {}): Promise<Programs> {
  const ffmpeg = named.ffmpegPath ?? (await pathFromPackage('ffmpeg'))
  const ffprobe = named.ffprobePath ?? (await pathFromPackage('ffprobe'))
  await makeExecutable(ffmpeg, 'FFMPEG_PATH')
  await makeExecutable(ffprobe, 'FFPROBE_PATH')
  const fromPackages = [
    ...(named.ffmpegPath === undefined ? (['ffmpeg'] as const) : []),
    ...(named.ffprobePath === undefined ? (['ffprobe'] as const) : []),
  ]
  return { ffmpeg, ffprobe, fromPackages }
}

/** The packages look at the machine when they are loaded, so nobody who names both loads them. */
async function pathFromPackage(program: 'ffmpeg' | 'ffprobe'): Promise<string> {
  try {
    return program === 'ffmpeg'
      ? (await import('@ffmpeg-installer/ffmpeg')).default.path
      : (await import('@ffprobe-installer/ffprobe')).default.path
  } catch (cause) {
    const option = `${program.toUpperCase()}_PATH`
    throw new Error(`There is no ${program} for this system: install it and set ${option}`, {
      cause,
    })
  }
}

/** Some installers lose the right to execute. */
async function makeExecutable(path: string, option: string): Promise<void> {
  if (await isExecutable(path)) return
  await chmod(path, 0o755).catch(() => undefined)
  if (await isExecutable(path)) return
  throw new Error(`${path} is no program that this user may execute: set ${option}`)
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
